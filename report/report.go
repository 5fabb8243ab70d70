// Package report makes what people take away from a meeting: the attendance
// sheet for the village office, the poster on the wall, the code on the
// facilitator's screen.
//
// It draws what it is given. It never decides who came or who may see it, never
// reads a clock, and contains no word in any human language: those come in from
// locales. The same input gives the same bytes. Text that people typed may be
// anything at all; it is cleaned and cut here, and never makes a report fail.
//
// Begin with Sheet, Poster and Code.
package report
