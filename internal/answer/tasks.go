package answer

import "lrsdrop/internal/record"

// task is something the reader does, step by step.
type task struct {
	Title string
	Steps []step
	Note  string
}

// step is a sentence with at most one name in it that must stand out.
type step struct{ Before, Name, After string }

// tasks says what to do now, in the order to do it.
func (t tally) tasks() []task {
	var list []task
	switch {
	case t.WaitingFor.Reason == WaitRelease:
		return []task{t.release()}
	case t.State == Refused:
		list = append(list, t.wholeFile())
	case t.State == Duplicate:
		return nil
	case t.Kind == record.KindDecision && t.fix > 0:
		list = append(list, t.decideAgain())
	case len(t.ErrorsNames) > 0 && t.inErrors()+t.again > 0:
		list = append(list, t.correct())
	}
	if t.State != Refused && t.learners > 0 {
		list = append(list, t.putRightAtHome())
	}
	if len(t.ReviewNames) > 0 && t.check > 0 {
		list = append(list, t.review())
	}
	return list
}

// release is for a file that was stopped so that a person looks at it first.
func (t tally) release() task {
	return task{Title: "Decide whether this file goes on", Steps: []step{
		{Before: "Check that everything in the file is meant."},
		{Before: "If it is, ask support to release file " + t.FileID + ". It then goes on by itself."},
		{Before: "If it is not, ask support to cancel it, and drop a corrected file."},
	}}
}

// wholeFile is for a file of which nothing was sent.
func (t tally) wholeFile() task {
	steps := []step{{Before: "Put right what this page describes, best in the system that the file came from."}}
	if len(t.ErrorsNames) > 0 && t.fix > 0 {
		steps = append(steps, step{"The rows to fix, each with its problem, are in ", t.ErrorsNames[0], "."})
	}
	return task{Title: "Send the whole file again", Steps: append(steps, t.save("Save the whole file again"))}
}

func (t tally) correct() task {
	title := "Fix " + plural(t.inErrors(), "row", "rows")
	switch {
	case t.inErrors() == 0:
		title = "Send " + plural(t.again, "row", "rows") + " again"
	case t.again > 0:
		title += " and send " + number(t.again) + " again"
	}
	steps := []step{
		{"Open ", t.ErrorsNames[0], ". It lists the rows. The last columns say what is wrong and what to do."},
		{Before: "Correct the values. Leave the columns that start with LRSDROP_ as they are."},
		t.save("Save it as “CSV UTF-8 (Comma delimited)”"),
	}
	for _, name := range t.ErrorsNames[1:] {
		steps = append(steps, step{"Do the same with ", name, " (it lists other rows)."})
	}
	return task{Title: title, Steps: steps, Note: "Correct your own system too, or the same rows will come back with your next export."}
}

// inErrors counts the rows to fix that errors.csv lists. The learners of a
// verify file whom LRS answered for are not in it.
func (t tally) inErrors() int { return t.fix - t.unlike }

// putRightAtHome is for learners of a verify file: what LRS said of them is
// for the client's own system, and nothing waits to be sent.
func (t tally) putRightAtHome() task {
	title := "Check " + plural(t.learners, "learner", "learners")
	switch left := t.learners - t.unlike; {
	case left == 0:
		title = "Fix " + plural(t.unlike, "learner", "learners")
	case t.unlike > 0:
		title = "Fix " + plural(t.unlike, "learner", "learners") + " and check " + number(left)
	}
	return task{Title: title, Steps: []step{
		{Before: "Read under “Problems, one by one” what to do for each. The result file has the answer for every row."},
		{Before: "Correct in your own system what turns out to be wrong there."},
		t.save("To check your corrections, save a new file with these learners"),
	}}
}

func (t tally) review() task {
	steps := []step{
		{"Open ", t.ReviewNames[0], ". For each row it says what differs and what to do."},
		{Before: "Sign in to the LRS organisation portal and check all the learner’s details against yours."},
		{Before: "Fill in Decision with confirm or reject, DecidedBy with your name and Note with what you checked. " +
			"Where the ULN was merged, put the ULN that you checked in ULNToUse. Change nothing else."},
		t.save("Save it as “CSV UTF-8 (Comma delimited)”"),
	}
	for _, name := range t.ReviewNames[1:] {
		steps = append(steps, step{"Do the same with ", name, " (it lists other rows)."})
	}
	note := ""
	if day := t.WaitingFor.lastDay(); day != "" {
		note = "Rows that nobody has decided on by " + day + " are not sent. They come back to be corrected."
	}
	return task{Title: "Check " + plural(t.check, "row", "rows"), Steps: steps, Note: note}
}

// decideAgain is for lines of a review file that could not be taken as
// decisions.
func (t tally) decideAgain() task {
	return task{
		Title: "Correct " + plural(t.fix, "line", "lines"),
		Steps: []step{
			{Before: "Open your review file. “Problems, one by one” says which lines to correct, and how."},
			t.save("Correct them and save it as “CSV UTF-8 (Comma delimited)”"),
		},
		Note: "Lines whose decision was recorded may stay in it. The first decision stands.",
	}
}

// save ends a task with where the file goes.
func (t tally) save(how string) step {
	if t.SaveTo == "" {
		return step{Before: how + " and drop it where you dropped this file."}
	}
	return step{how + " in ", t.SaveTo, "."}
}
