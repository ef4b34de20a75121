package status

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"
	"unicode"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"golang.org/x/net/netutil"
)

// Bounds of one question. Those who ask are on this machine, and few.
const (
	lookTimeout    = 5 * time.Second // the store may be busy
	requestTimeout = 5 * time.Second
	answerTimeout  = 15 * time.Second
	idleTimeout    = 2 * time.Minute
	stopTimeout    = time.Second
	maxHeader      = 8 << 10
	scrapesAtOnce  = 2

	localConnections = 64 // each takes a file handle, and anybody on this machine may have some
)

// Look gives the state of the daemon at this moment. It ends with its context,
// and then leaves out what it does not know yet.
type Look func(context.Context) Snapshot

// Server tells how the daemon is.
type Server struct {
	listener net.Listener
	http     *http.Server
}

// Source is where a server has from what it tells.
type Source struct {
	Look  Look
	Meter *Meter // nil: nothing is counted
}

// Listen takes an address of this machine such as 127.0.0.1:9464; port 0 is any
// free one.
func Listen(address string, from Source, log *slog.Logger) (*Server, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return local(l, from, log), nil
}

// local answers whoever reaches a listener of this machine alone.
func local(l net.Listener, from Source, log *slog.Logger) *Server {
	return newServer(netutil.LimitListener(l, localConnections), guarded(from.pages()), log)
}

func newServer(l net.Listener, handler http.Handler, log *slog.Logger) *Server {
	return &Server{listener: l, http: &http.Server{
		Handler: handler, ReadHeaderTimeout: requestTimeout, ReadTimeout: requestTimeout, WriteTimeout: answerTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}}
}

// Address is where the server listens, with its real port.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Serve answers until the context ends. It gives an error only if it had to
// end earlier.
func (s *Server) Serve(ctx context.Context) error {
	ended := make(chan error, 1)
	go func() { ended <- s.http.Serve(s.listener) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve on %s: %w", s.Address(), err)
	case <-ctx.Done():
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := s.http.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		return s.http.Close()
	} else if err != nil {
		return err
	}
	return nil
}

// pages is what "/" says.
const pages = "/healthz      whether the daemon lives\n" +
	"/readyz       whether all is well, and what is not; /readyz?verbose tells of each thing\n" +
	"/metrics      for Prometheus\n" +
	"/status.json  all of it, for programs\n"

// pages answers for each page.
func (from Source) pages() http.Handler {
	mux, look := http.NewServeMux(), from.Look
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, pages) })
	mux.HandleFunc("/healthz", reasons(look, (*Snapshot).Unhealthy))
	mux.HandleFunc("/readyz", reasons(look, (*Snapshot).Unready))
	mux.HandleFunc("/status.json", func(w http.ResponseWriter, r *http.Request) { writeSnapshot(w, lookOnce(r.Context(), look)) })
	mux.Handle("/metrics", from.metrics())
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		say(w, http.StatusNotFound, "There is no such page. There are:\n"+pages)
	})
	return mux
}

func lookOnce(ctx context.Context, look Look) Snapshot {
	ctx, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	return look(ctx)
}

// reasons answers ok, or 503 and what is wrong, one a line. What else one should
// know follows.
func reasons(look Look, wrong func(*Snapshot) []string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s := lookOnce(r.Context(), look)
		found := wrong(&s)
		code := http.StatusServiceUnavailable
		if len(found) == 0 {
			code, found = http.StatusOK, []string{"ok"}
		}
		found = append(found, s.Notes()...)
		if r.URL.Query().Has("verbose") {
			found = append(found, s.Each()...)
		}
		for i := range found {
			found[i] = oneLine(found[i])
		}
		say(w, code, strings.Join(found, "\n")+"\n")
	}
}

// oneLine keeps a reason on its line: a system's error may have several.
func oneLine(text string) string { return Printable(strings.Join(strings.Fields(text), " ")) }

// Printable keeps a stranger's text on its line, and from steering a terminal.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control) {
			return '?'
		}
		return r
	}, text)
}

func writeSnapshot(w http.ResponseWriter, s Snapshot) {
	s.Complete()
	w.Header().Set("Content-Type", "application/json")
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // whoever asked has gone
}

func say(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	_, _ = io.WriteString(w, text) // whoever asked has gone
}

// metrics has a registry of its own, with nothing in it but ours. It does not
// compress: that would take more memory than all else here.
func (from Source) metrics() http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(newCollector(func() Snapshot { return lookOnce(context.Background(), from.Look) }))
	if from.Meter != nil {
		registry.MustRegister(from.Meter.collectors()...)
	}
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{
		DisableCompression: true, MaxRequestsInFlight: scrapesAtOnce, ErrorHandling: promhttp.ContinueOnError,
	})
}
