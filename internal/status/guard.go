package status

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// guarded lets through who reads, and who called us by a name of this machine.
// A web page elsewhere can have a browser here call its own name, and have that
// name lead to this machine; then the name gives it away.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		switch {
		case !loopback(r.Host):
			say(w, http.StatusForbidden, "This is for programs on the same machine. Use 127.0.0.1, ::1 or localhost in the address.\n")
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			say(w, http.StatusMethodNotAllowed, "This can be read, and nothing else.\n")
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// loopback tells whether an address, with or without a port, is of this
// machine alone.
func loopback(address string) bool {
	host := address
	if h, _, err := net.SplitHostPort(address); err == nil {
		host = h
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	return err == nil && ip.IsLoopback()
}
