// Run before an app: the call in the app may lie below many of the constructs.
Error.stackTraceLimit = 100;
