import YAML

extension YAMLEventReader {
    /// Reads all the events of a source.
    ///
    /// - Returns: the events before the end or the error, and the error; nil when there was none.
    static func all(
        _ source: any ByteSource,
        limits: YAMLLimits = YAMLLimits()
    ) -> (events: [YAMLEvent], error: YAMLReadError?) {
        var reader = YAMLEventReader(source, limits: limits)
        var events: [YAMLEvent] = []
        do {
            while let event = try reader.next() { events.append(event) }
            return (events, nil)
        } catch {
            return (events, error)
        }
    }
}
