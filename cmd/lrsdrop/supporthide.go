package main

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"lrsdrop/internal/config"
	"lrsdrop/internal/secret"
	"lrsdrop/internal/store"
)

// hider takes out of a part of the bundle what must not be there. Nothing should
// put it there in the first place.
type hider struct{ replace *strings.Replacer }

func (h hider) in(text []byte) []byte {
	if h.replace == nil {
		return text
	}
	return []byte(h.replace.Replace(string(text)))
}

const (
	hiddenWord  = "[hidden]"
	shortest    = 5       // letters: a shorter name or secret would be found in other words
	hiddenFiles = 100_000 // names that are looked for
)

// hidden gathers the secrets, the people and the names of files that this
// machine knows.
func (b *bundle) hidden() hider {
	var words []string
	keep := func(word string) {
		if len([]rune(word)) < shortest {
			return
		}
		escaped, _ := json.Marshal(word)
		quoted := strconv.Quote(word)
		for _, form := range []string{word, strings.Trim(string(escaped), `"`), quoted[1 : len(quoted)-1]} {
			words = append(words, form, hiddenWord)
		}
	}
	if b.config != nil {
		keepSecrets(keep, b.config.LRS.ProxyPassword)
		keep(b.config.LRS.ProxyUser)
		noticesOf(b.config.Notices, keep)
		for _, o := range b.config.Organisations {
			secretsOf(o, keep)
			peopleOf(o, keep)
		}
	}
	if s, err := b.open(); err == nil {
		defer s.Close()
		b.namesOf(s, keep)
	}
	return hider{strings.NewReplacer(words...)}
}

func secretsOf(o config.Organisation, keep func(string)) {
	refs := []secret.Ref{o.Password, o.Certificate.Passphrase}
	for _, in := range o.Inboxes {
		if in.SFTP != nil {
			refs = append(refs, in.SFTP.Password, in.SFTP.Passphrase)
		}
	}
	if s := o.Outbox.SFTP; s != nil {
		refs = append(refs, s.Password, s.Passphrase)
	}
	keepSecrets(keep, refs...)
}

func keepSecrets(keep func(string), refs ...secret.Ref) {
	for _, r := range refs {
		if v, err := r.Read(); err == nil {
			keep(v.Reveal())
		}
	}
}

// noticesOf keeps the address of a webhook too: whoever has it can post there.
func noticesOf(n config.Notices, keep func(string)) {
	keepSecrets(keep, n.Email.Password, n.Webhook.Bearer, n.Webhook.HMAC)
	if u, err := url.Parse(n.Webhook.URL); err == nil {
		keep(strings.TrimPrefix(u.RequestURI(), "/"))
	}
	for _, address := range append(n.Email.To, n.Email.From, n.Email.User) {
		keep(address)
	}
}

func peopleOf(o config.Organisation, keep func(string)) {
	keep(o.Users.Default)
	keep(o.NotifyEmail)
	for _, address := range o.NoticesTo {
		keep(address)
	}
	for account, p := range o.Users.ByOwner {
		keep(account)
		keep(p.Name)
	}
}

func (b *bundle) namesOf(s *store.Store, keep func(string)) {
	files, err := s.Files(b.ctx, "", hiddenFiles)
	if err != nil {
		return // what names files there, says no more either
	}
	for _, f := range files {
		keep(f.Name)
	}
}

// possibleULN is ten digits that stand alone. Few other numbers have ten, so all
// are hidden.
var possibleULN = regexp.MustCompile(`\b[1-9][0-9]{9}\b`)

func hideULNs(text []byte) []byte { return possibleULN.ReplaceAll(text, []byte(hiddenWord)) }
