package status

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/crypto/bcrypt"
	"golang.org/x/net/netutil"
	"golang.org/x/time/rate"
)

// Bounds of those who ask from elsewhere. Nobody is known before the password is
// right, and to compare one costs a good part of a second of a core: so many may
// be compared that are not known to be right.
const (
	remoteConnections = 32
	certificateAge    = 5 * time.Second // how old what was read of the certificate's files may be
	triesAtOnce       = 10
	triesEvery        = 6 * time.Second
	maxPassword       = 72 // bytes; bcrypt looks at no more
	minCost, maxCost  = 10, 14
)

// Remote is who may ask from elsewhere.
type Remote struct {
	Address     string
	User        string
	Certificate func() (tls.Certificate, error) // read again for each connection, at most every few seconds
	Hash        func() (string, error)          // of the password, by bcrypt; read again for each question
}

// Gate is a server's door to other machines.
type Gate struct {
	*Server
	remote Remote
	tries  *rate.Limiter
	key    [sha256.Size]byte

	mu    sync.Mutex // held while a password is compared: one at a time
	right []byte     // digest of what was found to be right last

	keeping sync.Mutex // held while the certificate is read
	pair    *tls.Certificate
	readAt  time.Time

	telling sync.Mutex // held for a moment only: who asks how we are waits for no file
	trouble string     // with the hash
	failed  string     // with the certificate
	expires time.Time
}

// ListenRemote opens a server for other machines: TLS 1.2 or later, and nothing
// is told before user and password are right.
func ListenRemote(r Remote, from Source, log *slog.Logger) (*Gate, error) {
	g := &Gate{remote: r, tries: rate.NewLimiter(rate.Every(triesEvery), triesAtOnce)}
	if _, err := rand.Read(g.key[:]); err != nil {
		return nil, err
	}
	hash, err := r.Hash()
	if err == nil {
		err = CheckHash(hash)
	}
	if err != nil {
		return nil, err
	}
	if _, err := g.certificate(nil); err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", r.Address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", r.Address, err)
	}
	l = tls.NewListener(netutil.LimitListener(l, remoteConnections), &tls.Config{
		MinVersion: tls.VersionTLS12, GetCertificate: g.certificate, NextProtos: []string{"http/1.1"},
	})
	g.Server = newServer(l, g.guard(from.pages()), log)
	return g, nil
}

// CheckHash says what is wrong with a bcrypt hash, if anything. Its cost bounds
// what a guess costs us as well.
func CheckHash(hash string) error {
	const do = `write one made by "htpasswd -nBC 12 USER", without the name and the colon`
	cost, err := bcrypt.Cost([]byte(hash))
	switch {
	case err != nil:
		return errors.New("what is there is no bcrypt hash: " + do)
	case cost < minCost || cost > maxCost:
		return fmt.Errorf("the bcrypt hash has a cost of %d, and must have %d to %d: %s", cost, minCost, maxCost, do)
	}
	return nil
}

// Trouble says what keeps others from asking, or soon will; "" is nothing.
func (g *Gate) Trouble() string {
	g.telling.Lock()
	defer g.telling.Unlock()
	switch {
	case g.failed != "":
		return g.failed
	case time.Now().After(g.expires):
		return "its certificate has expired"
	}
	return g.trouble
}

// note keeps the words of an error, "" for none.
func (g *Gate) note(words *string, err error) {
	g.telling.Lock()
	defer g.telling.Unlock()
	if *words = ""; err != nil {
		*words = err.Error()
	}
}

// certificate gives the one that lies in the files now. While that cannot be
// used, the one before goes on.
func (g *Gate) certificate(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	g.keeping.Lock()
	defer g.keeping.Unlock()
	if g.pair != nil && time.Since(g.readAt) < certificateAge {
		return g.pair, nil
	}
	pair, err := g.remote.Certificate()
	g.readAt = time.Now()
	g.note(&g.failed, err)
	switch {
	case err != nil && g.pair == nil:
		return nil, err
	case err != nil:
		return g.pair, nil
	}
	g.pair = &pair
	g.telling.Lock()
	defer g.telling.Unlock()
	g.expires = pair.Leaf.NotAfter
	return g.pair, nil
}

// guard lets through who signs in, and who reads.
func (g *Gate) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		switch code := g.admit(r); {
		case code == http.StatusOK && r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			say(w, http.StatusMethodNotAllowed, "This can be read, and nothing else.\n")
		case code == http.StatusOK:
			next.ServeHTTP(w, r)
		default:
			w.Header().Set("Connection", "close")
			w.Header().Set("WWW-Authenticate", `Basic realm="lrsdrop", charset="UTF-8"`)
			say(w, code, http.StatusText(code)+"\n")
		}
	})
}

// admit says with which code somebody is answered.
func (g *Gate) admit(r *http.Request) int {
	user, password, ok := r.BasicAuth()
	if !ok || len(user) > maxHeader || password == "" || len(password) > maxPassword {
		return http.StatusUnauthorized
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	hash, err := g.remote.Hash()
	if err == nil {
		err = CheckHash(hash)
	}
	if g.note(&g.trouble, err); err != nil {
		return http.StatusServiceUnavailable
	}
	given := g.digest(hash, user, password)
	switch {
	case hmac.Equal(given, g.right):
		return http.StatusOK
	case !g.tries.Allow():
		return http.StatusTooManyRequests
	}
	named := sha256.Sum256([]byte(user))
	wanted := sha256.Sum256([]byte(g.remote.User))
	fits := bcrypt.CompareHashAndPassword([]byte(hash), []byte(password)) == nil // whoever it is: to say no takes as long
	if subtle.ConstantTimeCompare(named[:], wanted[:]) != 1 || !fits {
		return http.StatusUnauthorized
	}
	g.right = given
	return http.StatusOK
}

// digest tells whether somebody says the same as before, so that bcrypt is asked
// once. Its key is this process's alone.
func (g *Gate) digest(hash, user, password string) []byte {
	m := hmac.New(sha256.New, g.key[:])
	for _, part := range []string{hash, user, password} {
		sum := sha256.Sum256([]byte(part))
		m.Write(sum[:])
	}
	return m.Sum(nil)
}
