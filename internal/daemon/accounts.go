package daemon

import (
	"errors"
	"io/fs"
	"os/user"
	"strings"
)

// localAccounts gives what users.by_owner may call the owner of a file in a
// folder of this machine: by number and, where the machine lists the account,
// by name. To another machine the number may be somebody else's.
func localAccounts(owner string) ([]string, error) {
	number, ok := strings.CutPrefix(owner, "uid:")
	if !ok {
		return []string{owner}, nil
	}
	account, err := user.LookupId(number)
	_, unlisted := errors.AsType[user.UnknownUserIdError](err)
	if unlisted || errors.Is(err, fs.ErrNotExist) { // a container may have no list of accounts
		return []string{owner}, nil
	}
	if err != nil {
		return nil, err
	}
	return []string{owner, account.Username}, nil
}
