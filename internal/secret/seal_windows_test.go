package secret

import (
	"strings"
	"testing"
)

func TestSealedSecretOpensOnThisMachine(t *testing.T) {
	sealed, err := Seal(password)
	if err != nil || strings.Contains(sealed, password) {
		t.Fatalf("%q, %v", sealed, err)
	}
	ref := Ref{Sealed: sealed}
	if v, err := ref.Read(); ref.Problem() != "" || err != nil || v.Reveal() != password {
		t.Errorf("%q, %q, %v", ref.Problem(), v.Reveal(), err)
	}
	damaged := Ref{Sealed: "AAAA" + sealed[4:]}
	if _, err := damaged.Read(); err == nil {
		t.Error("a damaged value opens")
	}
}
