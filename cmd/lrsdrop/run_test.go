package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/lrssim"
)

// A service manager takes another exit code for a failure.
func TestStopDuringTheStartIsNoFailure(t *testing.T) {
	t.Parallel()
	f, err := lrssim.Init(filepath.Join(t.TempDir(), "trial"), lrssim.WithListen("127.0.0.1:0"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out, log bytes.Buffer
	if code := execute(ctx, []string{"run", "--config", f.Config}, &out, &log); code != 0 || !strings.Contains(log.String(), "stopped while it was starting") {
		t.Errorf("code %d, log:\n%s", code, &log)
	}
}
