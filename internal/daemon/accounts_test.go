package daemon

import (
	"os"
	"os/user"
	"slices"
	"testing"
)

func TestO3_AnAccountIsKnownByItsNumberAndItsName(t *testing.T) {
	us, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string][]string{"": {""}, "somebody": {"somebody"}, "uid:4294967294": {"uid:4294967294"}}
	if os.Getuid() >= 0 { // Windows has no numbers
		tests["uid:"+us.Uid] = []string{"uid:" + us.Uid, us.Username}
	}
	for owner, want := range tests {
		if got, err := localAccounts(owner); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %v, %v; want %v", owner, got, err, want)
		}
	}
}
