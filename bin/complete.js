#!/usr/bin/env node
// What kubectl runs as kubectl_complete-initdoctor, with the words typed so far.
process.argv.splice(2, 0, '__complete');
require('./run.js');
