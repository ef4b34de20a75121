package pipeline

import (
	"cmp"
	"fmt"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Users says who the user of a file is. LRS is told a person with each call
// (O3): whom the file itself names, else whose account owned it when it came,
// else Default.
type Users struct {
	Default string            // for files of nobody known
	Stop    bool              // those are refused instead
	Column  string            // of a CSV, or element of an XML file, that names the person; "" for none
	ByOwner map[string]Person // by what Inbox.Accounts gives for an owner
}

// Person is somebody who may drop files.
type Person struct {
	Name  string
	Until string // the last day, yyyy-mm-dd in Europe/London; "" means no end
}

// settleUser pins the user of a file that was read, before anything of it goes
// to LRS. Why there is none stops the file, unless something else does.
func (p *Pipeline) settleUser(org *Organisation, f *store.File, found *checked) (err error) {
	user, stop := found.person.Name, found.person.Problem()
	switch {
	case stop != nil:
		user = ""
	case user == "":
		find := p.byAccount
		if f.Kind == record.KindDecision {
			find = p.userOfDecisions
		}
		if user, stop, err = find(org, f); err != nil {
			return err
		}
	}
	f.Facts.User = user
	if found.stopped == nil {
		found.stopped = stop
	}
	return nil
}

// userOnReceipt is the user of a file that has not been read. While a column
// may name another, nobody is said to have sent it.
func (p *Pipeline) userOnReceipt(org *Organisation, f *store.File) (user string, err error) {
	if org.Users.Column != "" {
		return "", nil
	}
	user, _, err = p.byAccount(org, f)
	return user, err
}

// byAccount finds the user by the account that owned the file, on the day that
// it came.
func (p *Pipeline) byAccount(org *Organisation, f *store.File) (user string, stop *record.Problem, err error) {
	person, known, err := org.owner(f)
	if err != nil {
		return "", nil, fmt.Errorf("find out whose account dropped file %s: %w", f.ID, err)
	}
	left := person.Until != "" && record.LondonToday(cmp.Or(f.ReceivedAt, p.store.Now())) > person.Until
	switch {
	case known && !left:
		return person.Name, nil, nil
	case !org.Users.Stop:
		return org.Users.Default, nil, nil
	case left:
		return "", personLeft(), nil
	}
	return "", nobodyKnown(org.Users.Column), nil
}

func (o *Organisation) owner(f *store.File) (Person, bool, error) {
	if f.Facts.Owner == "" || len(o.Users.ByOwner) == 0 {
		return Person{}, false, nil
	}
	accounts := []string{f.Facts.Owner}
	if resolve := o.Inboxes[f.Inbox].Accounts; resolve != nil {
		var err error
		if accounts, err = resolve(f.Facts.Owner); err != nil {
			return Person{}, false, err
		}
	}
	for _, account := range accounts {
		if person, ok := o.Users.ByOwner[account]; ok {
			return person, true, nil
		}
	}
	return Person{}, false, nil
}

func personLeft() *record.Problem {
	return problem(record.CodeUserUnknown,
		"The account that dropped this file belongs to a person whose last day has passed.",
		"Nothing was sent. Drop it again from the account of somebody who may send, or ask support if the day is wrong.")
}

func nobodyKnown(column string) *record.Problem {
	do := "Nothing was sent. Ask support to add the account that you drop files with. Then drop the file again."
	if column != "" {
		do = fmt.Sprintf("Nothing was sent. Put the name of the person in the column %s, or ask support to add the account that you drop files with. "+
			"Then drop the file again.", record.Quote(column))
	}
	return problem(record.CodeUserUnknown, "LRS wants the name of a person with each call, and we do not know who dropped this file.", do)
}
