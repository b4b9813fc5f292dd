import FoundationEssentials

/// Traffic as the AWS SDK for Rust records it.
struct Recording: Decodable {
    /// A message with its head.
    struct Head: Decodable {
        /// The URL of a request.
        var uri: String?
        /// The method of a request.
        var method: String?
        /// The status of an answer.
        var status: Int?
        /// The headers, each with its values.
        var headers: [String: [String]]?
    }

    /// One thing that happened.
    struct Event: Decodable {
        /// What happened.
        struct Action: Decodable {
            /// A request was sent.
            struct Request: Decodable {
                /// Its head.
                var request: Head
            }

            /// An answer came.
            struct Response: Decodable {
                /// The answer.
                struct Outcome: Decodable {
                    /// Its head.
                    var Ok: Head
                }

                /// The answer.
                var response: Outcome
            }

            /// A body went over the wire.
            struct Body: Decodable {
                /// Bytes.
                struct Text: Decodable {
                    /// The bytes as a text.
                    var Utf8: String
                }

                /// The bytes.
                var data: Text
                /// Whose body it is: `Request` or `Response`.
                var direction: String
            }

            /// The head of a request.
            var Request: Request?
            /// The head of an answer.
            var Response: Response?
            /// A body.
            var Data: Body?
        }

        /// Which exchange it belongs to.
        var connection_id: Int
        /// What happened.
        var action: Action
    }

    /// All that happened.
    var events: [Event]

    /// The exchanges in the order of their requests.
    var exchanges: [RecordedExchange] {
        var exchanges: [Int: RecordedExchange] = [:]
        for event in events {
            var exchange =
                exchanges[event.connection_id]
                ?? RecordedExchange(line: "", headers: [:], body: "", status: 0, answerHeaders: [:], answer: "")
            if let head = event.action.Request?.request {
                exchange.line = ReplayingTransport.line(head.method ?? "", head.uri ?? "")
                exchange.headers = Self.flat(head.headers)
            }
            if let head = event.action.Response?.response.Ok {
                exchange.status = head.status ?? 0
                exchange.answerHeaders = Self.flat(head.headers)
            }
            if let body = event.action.Data {
                let part = body.direction == "Request" ? \RecordedExchange.body : \.answer
                exchange[keyPath: part] += body.data.Utf8
            }
            exchanges[event.connection_id] = exchange
        }
        return exchanges.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Takes the first value of each header, by the header's name in lower case.
    private static func flat(_ headers: [String: [String]]?) -> [String: String] {
        Dictionary((headers ?? [:]).map { ($0.key.lowercased(), $0.value.first ?? "") }) { first, _ in first }
    }
}
