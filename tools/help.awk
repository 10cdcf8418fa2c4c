# What `make` alone prints, from the Makefile's own lines. Below `##@ heading` stand commands with what they do, below
# `##- heading` their names alone. With `command` set: what that one takes.
/^##[@-] / {
  finish()
  isShort = /^##-/
  if (command == "") print "\n" substr($0, 5)
}
/^[a-z-]+:[^#]*## / {
  name = $1
  sub(/:.*/, "", name)
  about = $0
  sub(/^[^#]*## /, "", about)
  takes = ""
  if (match(about, /: [A-Z_]+=/)) {
    takes = " " substr(about, RSTART + 2)
    about = substr(about, 1, RSTART - 1)
  }
  if (command == name) { print "make " name takes "\n  " about; found = 1 }
  else if (command != "") next
  else if (!isShort) printf "  %-18s %s\n", name, about
  else {
    if (length(line) + length(name) > 96) finish()
    line = line (line == "" ? "  " : ", ") name
  }
}
function finish() {
  if (line != "") print line
  line = ""
}
END {
  finish()
  if (command == "") print "\nWhat one takes: make help COMMAND=<command>"
  else if (!found) { print "there is no command of that name: make lists them" > "/dev/stderr"; exit 1 }
}
