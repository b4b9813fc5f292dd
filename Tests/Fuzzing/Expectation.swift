/// Ends the process with a message unless a condition holds; `precondition` has no words for it in a release build.
func expect(
    _ condition: Bool,
    _ message: @autoclosure () -> String = "a property does not hold",
    file: StaticString = #file,
    line: UInt = #line
) {
    if !condition { fatalError(message(), file: file, line: line) }
}
