package answer

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
	case t.State == Refused:
		list = append(list, t.wholeFile())
	case t.State == Duplicate:
		return nil
	case len(t.ErrorsNames) > 0 && t.fix+t.again > 0:
		list = append(list, t.correct())
	}
	if t.ReviewName != "" && t.check > 0 {
		list = append(list, t.review())
	}
	return list
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
	title := "Fix " + plural(t.fix, "row", "rows")
	switch {
	case t.fix == 0:
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

func (t tally) review() task {
	steps := []step{
		{"Open ", t.ReviewName, ". For each row it says what differs and what to do."},
		{Before: "Sign in to the LRS organisation portal and check all the learner’s details against yours."},
	}
	if t.ReviewTo == "" {
		steps = append(steps, step{Before: "Note what you decided and keep the file. This version cannot take decisions back yet: the rows stay held, and nothing of them is sent."})
	} else {
		steps = append(steps,
			step{Before: "Fill in Decision with confirm or reject, and DecidedBy with your name. Where the ULN was merged, put the ULN you checked in ULNToUse."},
			step{"Save it as “CSV UTF-8 (Comma delimited)” in ", t.ReviewTo, "."})
	}
	return task{Title: "Check " + plural(t.check, "row", "rows"), Steps: steps}
}

// save ends a task with where the file goes.
func (t tally) save(how string) step {
	if t.SaveTo == "" {
		return step{Before: how + " and drop it where you dropped this file."}
	}
	return step{how + " in ", t.SaveTo, "."}
}
