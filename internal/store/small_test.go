package store

import (
	"io"
	"testing"
)

func TestWhatIsSmallIsKeptInTheDatabaseAndMakesWayForALargeOne(t *testing.T) {
	s := open(t, t.TempDir())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.Spool.Write("F.input", func(w io.Writer) error { _, err := io.WriteString(w, "large"); return err }))
	for _, step := range []struct {
		change func(*Tx) error
		want   string
	}{
		{func(tx *Tx) error { return tx.KeepSmall("F.input", []byte("small")) }, "small"},
		{func(tx *Tx) error { return tx.KeepSmall("F.input", nil) }, ""},
		{func(tx *Tx) error { return tx.ForgetSmall("F.input") }, "large"},
	} {
		apply(t, s, step.change)
		in, err := s.OpenKept(t.Context(), "F.input")
		must(err)
		got, err := io.ReadAll(in)
		must(err)
		must(in.Close())
		if string(got) != step.want {
			t.Errorf("kept %q, want %q", got, step.want)
		}
	}
}
