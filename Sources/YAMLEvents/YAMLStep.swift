/// An event, in the form that costs least to take.
package enum YAMLStep: Hashable, Sendable {
    /// A short plain scalar.
    case word(YAMLWord)
    /// Anything else.
    case event(YAMLEvent)

    /// The step as an event.
    package var event: YAMLEvent {
        switch self {
        case .word(let word): word.event
        case .event(let event): event
        }
    }
}
