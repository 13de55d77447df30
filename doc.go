// Steward (域名管家) is a Slack assistant for a city government's website
// domains: it answers, reminds and collects.
//
// # A tour
//
// Start in rules: what the directive demands, as data and as functions of facts
// and an instant. A domain is judged in rules.Check, a date is counted in
// rules/calendar, a form is filled in rules/form, and what can be said stands in
// rules/answer. None of it knows a clock, a database or a word of language.
//
// One click then goes like this. Package bot takes the payload from Slack, keeps
// it in the inbox and acknowledges. Package inbox claims it, one at a time per
// conversation, and opens one transaction. In it, a file of package handlers
// loads the facts, asks the rules, saves, and puts what is to be said into the
// outbox: references, no sentences. After the commit, package outbox loads the
// facts anew, asks whether it is still true, and hands the answer to the bot,
// which has it drawn by package view in the reader's language, from the words in
// package locales, and posts it. Documents are made by package papers at that
// moment too.
//
// What falls due goes the same road: package reminders derives it from state,
// and joins at the outbox. Domain time comes from package clock and can be
// moved; package sandbox is a Slack on this machine that moves it.
//
// All SQL is in package db, for SQLite and PostgreSQL alike.
//
// This package is the composition root: [build] puts the rooms together in the
// order of the floors, and each command has a file.
package main
