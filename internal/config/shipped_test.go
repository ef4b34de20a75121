package config

import (
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	shipped "lrsdrop/config"
	"lrsdrop/internal/secret"
)

// keyPaths lists the paths of every key that a Config can have, lists without
// their index.
func keyPaths(typ reflect.Type, path string) []string {
	switch typ.Kind() {
	case reflect.Slice, reflect.Pointer:
		return keyPaths(typ.Elem(), path)
	case reflect.Map:
		return keyPaths(typ.Elem(), path+".*") // the keys are the file's own
	case reflect.Struct:
		var all []string
		for i := range typ.NumField() {
			if key := keyOf(typ.Field(i)); key != "" {
				all = append(all, keyPaths(typ.Field(i).Type, strings.TrimPrefix(path+"."+key, "."))...)
			}
		}
		return all
	}
	return []string{path}
}

// yamlPaths lists the same of a file.
func yamlPaths(n *yaml.Node, path string) map[string]string {
	all := map[string]string{}
	switch n.Kind {
	case yaml.DocumentNode, yaml.SequenceNode:
		for _, item := range n.Content {
			for k, v := range yamlPaths(item, path) {
				all[k] = v
			}
		}
	case yaml.MappingNode:
		for i := 0; i < len(n.Content); i += 2 {
			for k, v := range yamlPaths(n.Content[i+1], strings.TrimPrefix(path+"."+n.Content[i].Value, ".")) {
				all[k] = v
			}
		}
	default:
		all[path] = n.Value
	}
	return all
}

// commentedInbox finds the lines of the inbox on an SFTP server, which is a
// comment: a starter would sign in to a server that does not exist.
var commentedInbox = regexp.MustCompile(`(?m)^      # - sftp:\n(      #     .*\n)+`)

// commentedBlock finds what is off until somebody writes it.
var commentedBlock = regexp.MustCompile(`(?m)^# (remote|notices):\n(#   .*\n)+`)

var commentSign = regexp.MustCompile(`(?m)^      # `)

// withSFTP is the annotated file once a person has taken the comment signs off
// the inbox on an SFTP server, and off what is off.
func withSFTP(t testing.TB) []byte {
	t.Helper()
	text := string(shipped.Annotated())
	block := commentedInbox.FindString(text)
	if block == "" {
		t.Fatal("lrsdrop.yaml has no inbox on an SFTP server as a comment")
	}
	text = strings.Replace(text, block, commentSign.ReplaceAllString(block, "      "), 1)
	blocks := commentedBlock.FindAllString(text, -1)
	if len(blocks) != 2 {
		t.Fatalf("lrsdrop.yaml has %d blocks as comments", len(blocks))
	}
	for _, block := range blocks {
		text = strings.Replace(text, block, strings.ReplaceAll(strings.TrimPrefix(block, "# "), "\n# ", "\n"), 1)
	}
	return []byte(text)
}

func annotated(t *testing.T) map[string]string {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(withSFTP(t), &doc); err != nil {
		t.Fatal(err)
	}
	return yamlPaths(&doc, "")
}

func TestShippedFilesLoadWithoutAProblem(t *testing.T) {
	files := map[string][]byte{"lrsdrop.yaml": shipped.Annotated(), "minimal.yaml": shipped.Minimal()}
	if runtime.GOOS != "windows" { // where an agent is refused
		files["lrsdrop.yaml with SFTP"] = withSFTP(t)
	}
	for name, data := range files {
		c, err := parse(data, abs(name))
		if err != nil || len(c.Problems) > 0 {
			t.Errorf("%s: %v, %v", name, err, c)
		}
	}
	if n := strings.Count(string(shipped.Minimal()), "\n"); n > 26 {
		t.Errorf("minimal.yaml has %d lines", n)
	}
}

// The forms that stand beside another one are in the annotated file as
// comments.
var commented = map[string]bool{
	"organisations.certificate.cert_file":  true,
	"organisations.certificate.key_file":   true,
	"lrs.proxy_user":                       true,
	"lrs.proxy_password.file":              true,
	"lrs.proxy_password.env":               true,
	"lrs.proxy_password.credential":        true,
	"lrs.proxy_password.sealed":            true,
	"organisations.users.by_owner.*.name":  true,
	"organisations.users.by_owner.*.until": true,
	"organisations.notices_to":             true,
}

// explained gives the paths of which one is enough to explain a key: the forms
// of a secret are explained once for all, and an outbox has the keys of an
// inbox on an SFTP server.
func explained(path string) []string {
	path = strings.Replace(path, "organisations.outbox.sftp.", "organisations.inboxes.sftp.", 1)
	for _, form := range keys(reflect.ValueOf(secret.Ref{})) {
		if at, ok := strings.CutSuffix(path, "."+form); ok {
			return []string{path, at + ".file", at + ".env"}
		}
	}
	return []string{path}
}

func TestAnnotatedFileHasEveryKey(t *testing.T) {
	live := annotated(t)
	for _, path := range keyPaths(reflect.TypeFor[Config](), "") {
		there := slices.ContainsFunc(explained(path), func(p string) bool { _, ok := live[p]; return ok })
		key := path[strings.LastIndexByte(path, '.')+1:]
		asComment := regexp.MustCompile(`(?m)^ *# .*\b` + key + `: `).Match(shipped.Annotated())
		if !there && !(commented[path] && asComment) {
			t.Errorf("%s is not in lrsdrop.yaml", path)
		}
	}
}

func TestAnnotatedFileHasNoOtherKey(t *testing.T) {
	known := keyPaths(reflect.TypeFor[Config](), "")
	for path := range annotated(t) {
		if !slices.Contains(known, path) {
			t.Errorf("%s is in lrsdrop.yaml and is no key", path)
		}
	}
	var names []string
	for _, path := range known {
		names = append(names, strings.Split(path, ".")...)
	}
	for _, match := range regexp.MustCompile(`(?m)^ +# ([a-z_]+): \S`).FindAllStringSubmatch(string(shipped.Annotated()), -1) {
		if !slices.Contains(names, match[1]) {
			t.Errorf("%s is in a comment of lrsdrop.yaml and is no key", match[1])
		}
	}
}

// The annotated file promises that its values are the defaults.
func TestAnnotatedFileShowsTheDefaults(t *testing.T) {
	live := annotated(t)
	var c Config
	var o Organisation
	var i Inbox
	var s SFTP
	c.setDefaults()
	o.setDefaults()
	i.setDefaults()
	s.setDefaults()
	for prefix, v := range map[string]any{"": c, "organisations": o, "organisations.inboxes": i, "organisations.inboxes.sftp": s} {
		for path, want := range scalars(reflect.ValueOf(v), prefix) {
			got, err := normal(live[path], want)
			if err != nil || got != want {
				t.Errorf("%s: lrsdrop.yaml has %q, the default is %v (%v)", path, live[path], want, err)
			}
		}
	}
}

// scalars gives the values of a struct that are no zero value, by path.
func scalars(v reflect.Value, path string) map[string]any {
	all := map[string]any{}
	if v.Kind() != reflect.Struct {
		if !v.IsZero() && v.Kind() != reflect.Slice {
			all[path] = v.Interface()
		}
		return all
	}
	for i := range v.NumField() {
		key := keyOf(v.Type().Field(i))
		if key == "" {
			continue
		}
		for k, value := range scalars(v.Field(i), strings.TrimPrefix(path+"."+key, ".")) {
			all[k] = value
		}
	}
	return all
}

// normal decodes text as the type of like.
func normal(text string, like any) (any, error) {
	v := reflect.New(reflect.TypeOf(like)).Elem()
	d := decoder{notes: newNotes()}
	d.value(&yaml.Node{Kind: yaml.ScalarNode, Value: text}, v, "x")
	if len(d.notes.problems) > 0 {
		return nil, fmt.Errorf("%w", d.notes.problems)
	}
	return v.Interface(), nil
}

func TestExampleMappingDecodes(t *testing.T) {
	m, err := DecodeMapping(shipped.ExampleMapping())
	if err != nil || m.ID != "example" {
		t.Errorf("%+v, %v", m, err)
	}
}
