package secret

import (
	"encoding/base64"
	"errors"
	"fmt"
)

// maxSealed bounds a sealed value, in characters: a sealed key is a little
// longer than the key, and is written in base64.
const maxSealed = 2 * maxKey

// ErrNoSealing says that this system has nothing to seal a secret with.
var ErrNoSealing = errors.New("only Windows seals secrets")

// Seal makes of a secret, or of a private key, what {sealed: BLOB} takes. Windows
// encrypts it for this machine (DPAPI): a copy of the configuration tells
// nothing on another one. On this one any program that may read the
// configuration can open it, so the configuration needs its access list still.
func Seal(text string) (sealed string, err error) {
	if textProblem(trimLineEnd(text)) != "" && keyProblem(text) != "" {
		return "", errors.New("sealing a secret: it is empty, has a control character, or is no plain text: give the secret and nothing else")
	}
	blob, err := protect([]byte(text))
	if err != nil {
		return "", fmt.Errorf("sealing a secret: %w", err)
	}
	return base64.StdEncoding.EncodeToString(blob), nil
}

func sealedProblem(sealed string) string {
	if !canSeal {
		return "sealed is for Windows. Here write {credential: NAME} or {file: PATH}."
	}
	if _, err := base64.StdEncoding.DecodeString(sealed); err != nil || len(sealed) > maxSealed {
		return "sealed takes what lrsdrop secret seal printed on this machine, whole."
	}
	return ""
}

// unseal opens a sealed value of at most limit bytes.
func (r Ref) unseal(limit int64) (string, error) {
	blob, err := base64.StdEncoding.DecodeString(r.Sealed)
	if err != nil {
		return "", fmt.Errorf("reading %s: it is not whole", r)
	}
	text, err := unprotect(blob)
	switch {
	case err != nil:
		return "", fmt.Errorf("reading %s: this machine cannot open it. It opens only on the machine that sealed it; seal the secret here again: %w", r, err)
	case int64(len(text)) > limit:
		return "", fmt.Errorf("reading %s: it is over %d bytes", r, limit)
	}
	return string(text), nil
}
