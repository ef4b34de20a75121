package endpoint_test

import (
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

func line(address string, key ssh.PublicKey) string { return knownhosts.Line([]string{address}, key) }
