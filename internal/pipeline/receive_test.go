package pipeline

import (
	"strings"
	"testing"

	"lrsdrop/internal/folder"
)

func TestF14_AFileThatIsCopiedShowsThatItGoesOn(t *testing.T) {
	p, _, box := dropBox(t, Users{Default: "the default"}, nil)
	c := folder.Claim{Owner: p.store.ID(), ID: "F1", Name: "July.csv"}
	box.Drop(c.Name, strings.Repeat(learner, 5000), london())
	_, err := box.Claim(t.Context(), c.Name, c)
	must(t, err)
	signs := 0
	must(t, p.Receive(t.Context(), []Dropped{{Organisation: "acme", Inbox: "in", Claim: c, Alive: func() { signs++ }}}))
	if signs < 2 {
		t.Errorf("%d signs of life", signs)
	}
}
