package config

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gopkg.in/yaml.v3"

	"lrsdrop/internal/secret"
)

// maxNodes bounds the values of one file with its aliases written out.
const maxNodes = 200_000

// maxItems bounds one list. An agent serves tens of organisations.
const maxItems = 10_000

// decoder lays a YAML tree over a Go value. yaml.v3's own decoding stops at
// the first unknown key, tells lines but no paths, quotes the value that did
// not fit (which may be a secret) and reads 010 as 8; this one tells
// everything, and a number stays what the file says.
type decoder struct {
	notes     *notes
	nodes     int
	multiline bool // texts may have line ends
}

func (d *decoder) value(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if d.nodes++; d.nodes > maxNodes || d.notes.full() {
		d.notes.add(path, "The file is too large here once its aliases (*name) are written out.")
		return
	}
	if _, ok := d.notes.lines[path]; !ok {
		d.notes.lines[path] = n.Line
	}
	switch {
	case v.Type() == reflect.TypeFor[secret.Ref]():
		d.secret(n, v, path)
	case n.Tag == "!!null":
		d.notes.add(path, "There is no value. Write one, or remove the key.")
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path)
	case v.Kind() == reflect.Struct:
		d.mapping(n, v, path)
	case v.Kind() == reflect.Map:
		d.table(n, v, path)
	case v.Kind() == reflect.Slice:
		d.list(n, v, path)
	default:
		d.scalar(n, v, path)
	}
}

// secret decodes where a secret is. What the file has there instead may be
// the secret itself, so no word of it is repeated.
func (d *decoder) secret(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.notes.add(path, "A secret is never written in this file. Write where it is: %s.", secret.Forms)
		return
	}
	known := fields(v)
	for i := 0; i < len(n.Content); i += 2 {
		if _, ok := known[n.Content[i].Value]; !ok {
			d.notes.add(path, "There is a key that says no place of a secret. Write %s.", secret.Forms)
			return
		}
	}
	d.mapping(n, v, path)
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) {
	if filled, ok := v.Addr().Interface().(defaulter); ok {
		filled.setDefaults()
	}
	if n.Kind != yaml.MappingNode {
		d.notes.add(path, "There must be keys and values here, one to a line and further to the right.")
		return
	}
	known := fields(v)
	d.pairs(n, path, func(key string, value *yaml.Node, at string) {
		field, ok := known[key]
		if !ok {
			d.notes.lines[at] = value.Line
			d.notes.add(at, "There is no such key. Keys here: %s.", strings.Join(keys(v), ", "))
			return
		}
		d.value(value, field, at)
	})
}

// pairs visits each key of a mapping once.
func (d *decoder) pairs(n *yaml.Node, path string, visit func(key string, value *yaml.Node, at string)) {
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content) && !d.notes.full(); i += 2 {
		if n.Content[i].Kind != yaml.ScalarNode {
			d.notes.add(path, "A key must be one word and no list.")
			return
		}
		key := n.Content[i].Value
		at := join(path, key)
		if seen[key] {
			d.notes.lines[at] = n.Content[i].Line
			d.notes.add(at, "The key is there twice. Remove one.")
			continue
		}
		seen[key] = true
		visit(key, n.Content[i+1], at)
	}
}

// table decodes a mapping whose keys are the file's own.
func (d *decoder) table(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.MappingNode {
		d.notes.add(path, "There must be keys and values here, one to a line and further to the right.")
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	d.pairs(n, path, func(key string, value *yaml.Node, at string) {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(value, item, at)
		v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), item)
	})
}

func (d *decoder) list(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.SequenceNode {
		d.notes.add(path, "There must be a list here, each item after a hyphen.")
		return
	}
	if len(n.Content) > maxItems {
		d.notes.add(path, "The list is too long. It may have at most 10,000 items.")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, min(len(n.Content), 64)))
	for i, item := range n.Content {
		if d.notes.full() {
			return
		}
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		d.value(item, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

var decimal = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,17})$`)

func (d *decoder) scalar(n *yaml.Node, v reflect.Value, path string) {
	if n.Kind != yaml.ScalarNode {
		d.notes.add(path, "There must be one value here, on the line of the key.")
		return
	}
	switch {
	case v.Type() == reflect.TypeFor[time.Duration]():
		d.duration(n.Value, v, path)
	case v.Kind() == reflect.String:
		d.text(n.Value, v, path)
	case v.Kind() == reflect.Bool:
		if n.Value != "true" && n.Value != "false" {
			d.notes.add(path, "Write true or false.")
			return
		}
		v.SetBool(n.Value == "true")
	case v.CanInt():
		number, err := strconv.ParseInt(n.Value, 10, 64)
		if err != nil || !decimal.MatchString(n.Value) || v.OverflowInt(number) {
			d.notes.add(path, "Write a whole number in digits only, such as 50.")
			return
		}
		v.SetInt(number)
	case v.CanFloat():
		number, err := strconv.ParseFloat(n.Value, 64)
		if err != nil {
			d.notes.add(path, "Write a number, such as 1.5.")
			return
		}
		v.SetFloat(number)
	default:
		panic("config: no decoding for " + v.Type().String())
	}
}

func (d *decoder) duration(text string, v reflect.Value, path string) {
	length, err := parseDuration(text)
	if err != nil {
		d.notes.add(path, "Write a time with its unit, such as 2s, 15m, 24h, 30d or 7y.")
		return
	}
	v.SetInt(int64(length))
}

// parseDuration reads Go's durations, whole days and years of 365 days. Zero
// needs no unit.
func parseDuration(text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.ParseUint(days, 10, 16)
		return time.Duration(n) * day, err
	}
	if years, ok := strings.CutSuffix(text, "y"); ok {
		n, err := strconv.ParseUint(years, 10, 8) // what a Duration holds
		return time.Duration(n) * year, err
	}
	return time.ParseDuration(text)
}

// maxText bounds one text, in bytes: the longest path that systems take.
const maxText = 4096

func (d *decoder) text(text string, v reflect.Value, path string) {
	control := func(r rune) bool {
		return unicode.IsControl(r) && !(d.multiline && (r == '\n' || r == '\t'))
	}
	switch {
	case len(text) > maxText:
		d.notes.add(path, "The text is too long. It may have at most 4,096 bytes.")
	case strings.ContainsFunc(text, control):
		d.notes.add(path, "The text has a line end or a control character. Write it on one line.")
	default:
		v.SetString(text)
	}
}

// fields gives the fields of a struct by their keys.
func fields(v reflect.Value) map[string]reflect.Value {
	byKey := map[string]reflect.Value{}
	for i := range v.NumField() {
		if key := keyOf(v.Type().Field(i)); key != "" {
			byKey[key] = v.Field(i)
		}
	}
	return byKey
}

// keys lists the keys of a struct in the order of its fields.
func keys(v reflect.Value) []string {
	var all []string
	for i := range v.NumField() {
		all = append(all, keyOf(v.Type().Field(i)))
	}
	return slices.DeleteFunc(all, func(key string) bool { return key == "" })
}

// keyOf gives the key of a field; "" means that the file has none for it.
func keyOf(f reflect.StructField) string {
	key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
	if key == "-" {
		return ""
	}
	return key
}

var plainKey = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// join adds a key to a path. A key that would make the path unclear is
// quoted, and cut: it may be anything.
func join(path, key string) string {
	if !plainKey.MatchString(key) {
		key = fmt.Sprintf("%.40q", key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}
