package daemon

import "crypto/rand"

// fileLetters are easy to read out: no I, L, O or U.
const fileLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// NewFileID makes the id of a file: eight letters and digits, which people can
// read to each other over the telephone.
func NewFileID() string {
	id := make([]byte, 8)
	_, _ = rand.Read(id) // it never fails: the runtime stops the program instead
	for i, b := range id {
		id[i] = fileLetters[int(b)%len(fileLetters)]
	}
	return string(id)
}
