package lrssim

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// Paths of the two services (CONTRACT 1.1).
const (
	learnerPath     = "/LearnerService.svc"
	achievementPath = "/ExternalService.svc"
)

// Server is a running simulator.
type Server struct {
	services, admin *http.Server
	url, adminURL   string
	endCalls        context.CancelFunc
	serving         sync.WaitGroup

	stopped chan error // why a port stopped serving by itself; one place for each port
}

// Start listens on the two addresses; port 0 takes a free one, and admin "" leaves the admin port
// out. Addresses other than loopback are refused unless AllowRemote was called. Every call to the
// services needs a client certificate of the fixture's CA, over TLS 1.2 or later and HTTP/1.1.
func (s *Simulator) Start(listen, admin string) (*Server, error) {
	ln, err := s.listen(listen)
	if err != nil {
		return nil, err
	}
	calls, endCalls := context.WithCancel(context.Background())
	srv := &Server{url: "https://" + ln.Addr().String(), endCalls: endCalls, stopped: make(chan error, 2)}
	srv.services = newHTTPServer(calls, s.serviceHandler())
	if admin != "" {
		adminLn, err := s.listen(admin)
		if err != nil {
			endCalls()
			return nil, errors.Join(err, ln.Close())
		}
		srv.adminURL = "http://" + adminLn.Addr().String()
		srv.admin = newHTTPServer(calls, s.adminHandler())
		srv.serve(srv.admin, adminLn)
	}
	srv.serve(srv.services, tls.NewListener(ln, s.tlsConfig()))
	return srv, nil
}

func (s *Simulator) tlsConfig() *tls.Config {
	return &tls.Config{
		MinVersion:   tls.VersionTLS12,
		Certificates: []tls.Certificate{s.certificate},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    s.clients,
		NextProtos:   []string{"http/1.1"}, // a dropped connection must be one call's alone
	}
}

func newHTTPServer(calls context.Context, h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       10 * time.Minute,
		WriteTimeout:      time.Hour, // scripted delays and slow bodies have their time
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          log.New(io.Discard, "", 0), // refused handshakes and dropped calls are its trade
		BaseContext:       func(net.Listener) context.Context { return calls },
	}
}

func (s *Simulator) listen(address string) (net.Listener, error) {
	if !s.allowRemote && !isLoopback(address) {
		return nil, fmt.Errorf("listen on %s: %w", address, ErrNotLoopback)
	}
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return ln, nil
}

// ErrNotLoopback refuses an address that other machines can reach.
var ErrNotLoopback = errors.New("the simulator listens on loopback only, unless remote calls are allowed")

func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (srv *Server) serve(h *http.Server, ln net.Listener) {
	srv.serving.Go(func() {
		if err := h.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
			srv.stopped <- fmt.Errorf("serve %s: %w", ln.Addr(), err)
		}
	})
}

// URL is the base address of the services, such as https://127.0.0.1:8443.
func (srv *Server) URL() string { return srv.url }

// LearnerService is the full address of the verify operations.
func (srv *Server) LearnerService() string { return srv.url + learnerPath }

// AchievementService is the full address of the achievement operations.
func (srv *Server) AchievementService() string { return srv.url + achievementPath }

// AdminURL is the base address of the admin port, or "" when there is none.
func (srv *Server) AdminURL() string { return srv.adminURL }

// Wait returns nil when the context ends, or tells why a port stopped serving by itself before.
func (srv *Server) Wait(ctx context.Context) error {
	select {
	case err := <-srv.stopped:
		return err
	case <-ctx.Done():
		return nil
	}
}

// Close stops at once; calls on their way lose their connection.
func (srv *Server) Close() error {
	srv.endCalls()
	err := srv.services.Close()
	if srv.admin != nil {
		err = errors.Join(err, srv.admin.Close())
	}
	srv.serving.Wait()
	return err
}

func (s *Simulator) serviceHandler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(learnerPath, s.service(serviceLearner, learnerWSDL))
	mux.Handle(achievementPath, s.service(serviceAchievement, achievementWSDL))
	return mux
}

// service handles one of the two: GET ?wsdl, and POST of a SOAP message with a Content-Length.
func (s *Simulator) service(name string, wsdl string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodGet && asksForWSDL(r.URL.RawQuery):
			writeWSDL(w, r, wsdl)
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, POST")
			http.Error(w, "Use POST, or GET with ?wsdl.", http.StatusMethodNotAllowed)
		case !isXML(r.Header.Get("Content-Type")):
			http.Error(w, "Content-Type must be text/xml.", http.StatusUnsupportedMediaType)
		case r.ContentLength < 0:
			http.Error(w, "Content-Length is needed.", http.StatusLengthRequired)
		case r.ContentLength > maxBody:
			http.Error(w, "The message is larger than 64 MiB.", http.StatusRequestEntityTooLarge)
		default:
			s.handle(w, r, name)
		}
	})
}

// handle carries one call through and keeps it in the history.
func (s *Simulator) handle(w http.ResponseWriter, r *http.Request, service string) {
	x := &exchange{sim: s, record: Request{Time: s.now()}}
	answer, err := x.run(service, r)
	x.finished(answer.status) // before the answer, so that who has the answer finds the call
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	answer.send(r.Context(), w)
}
