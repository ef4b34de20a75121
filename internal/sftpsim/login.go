package sftpsim

import (
	"bytes"
	"crypto/subtle"
	"errors"
	"slices"

	"golang.org/x/crypto/ssh"
)

// errLogin is all that a client learns about why.
var errLogin = errors.New("access denied")

// config offers the ways to log in that some user has. It is made for each
// connection: host keys change, and a login can hang.
func (c *connection) config() *ssh.ServerConfig {
	config := &ssh.ServerConfig{ServerVersion: "SSH-2.0-" + c.server.options.Name}
	for _, key := range c.server.hostKeys() {
		config.AddHostKey(key)
	}
	if c.offers(func(u User) bool { return u.Password != "" }) {
		config.PasswordCallback = c.password
	}
	if c.offers(func(u User) bool { return len(u.Keys) > 0 }) {
		config.PublicKeyCallback = c.key
	}
	if c.offers(func(u User) bool { return len(u.Questions) > 0 }) {
		config.KeyboardInteractiveCallback = c.ask
	}
	return config
}

func (c *connection) offers(has func(User) bool) bool {
	for _, u := range c.server.options.Users {
		if has(u) {
			return true
		}
	}
	return false
}

// login counts a try and lets its fault happen.
func (c *connection) login(name string) (User, error) {
	c.server.history.add(Request{Op: OpAuth, User: name, Connection: c.number})
	if !c.survives(OpAuth, name) {
		return User{}, errLogin
	}
	return c.server.options.Users[name], nil
}

func (c *connection) password(meta ssh.ConnMetadata, password []byte) (*ssh.Permissions, error) {
	u, err := c.login(meta.User())
	if err != nil {
		return nil, err
	}
	return nil, loginIf(u.Password != "" && same(string(password), u.Password))
}

func (c *connection) key(meta ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
	u, err := c.login(meta.User())
	if err != nil {
		return nil, err
	}
	return nil, loginIf(slices.ContainsFunc(u.Keys, func(known ssh.PublicKey) bool {
		return bytes.Equal(known.Marshal(), key.Marshal())
	}))
}

func (c *connection) ask(meta ssh.ConnMetadata, challenge ssh.KeyboardInteractiveChallenge) (*ssh.Permissions, error) {
	u, err := c.login(meta.User())
	if err != nil {
		return nil, err
	}
	var prompts []string
	var echos []bool
	for _, q := range u.Questions {
		prompts, echos = append(prompts, q.Prompt), append(echos, q.Echo)
	}
	answers, err := challenge("", "", prompts, echos)
	if err != nil {
		return nil, err
	}
	right := len(u.Questions) > 0 && len(answers) == len(u.Questions)
	for i, q := range u.Questions {
		right = right && same(answers[i], q.Answer)
	}
	return nil, loginIf(right)
}

func loginIf(ok bool) error {
	if ok {
		return nil
	}
	return errLogin
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
