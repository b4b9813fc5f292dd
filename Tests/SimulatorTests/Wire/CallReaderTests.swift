import HumanLoops
import TestSupport
import Testing

@testable import Simulator

/// How requests are read as calls.
@Suite struct CallReaderTests {
    /// Reads a request given as method, target and body.
    private func read(_ line: String, body: String = "", basePath: String = "") throws -> SimulatedCall {
        let parts = line.split(separator: " " as Character).map { String($0) }
        let target = parts[1].split(separator: "?" as Character, maxSplits: 1).map { String($0) }
        var request = WireRequest(method: parts[0], path: target[0])
        request.query = target.count > 1 ? target[1] : ""
        request.body = Array(body.utf8)
        return try CallReader(basePath: basePath).call(in: request)
    }

    @Test(
        "a call is read",
        arguments: [
            ("GET /human-loops/dup-1", "", SimulatedCall.describe(.sample("dup-1"))),
            ("GET /human-loops/%64up-1", "", .describe(.sample("dup-1"))),
            ("GET /human-loops/stop", "", .describe(.sample("stop"))),
            ("GET /human-loops/human-loops", "", .describe(.sample("human-loops"))),
            ("DELETE /human-loops/stop", "", .delete(.sample("stop"))),
            ("POST /human-loops/stop", #"{"HumanLoopName": "dup-1"}"#, .stop(.sample("dup-1"))),
            (
                "POST /human-loops",
                #"{"HumanLoopName":"n","FlowDefinitionArn":"f","HumanLoopInput":{"InputContent":"{}"},"X":[1,null]}"#,
                .start(.sample("n"), flowDefinitionARN: "f")
            ),
            ("GET /human-loops?FlowDefinitionArn=a%3Ab%2Fc", "", .list(HumanLoopQuery(flowDefinitionARN: "a:b/c"))),
            (
                "GET /human-loops?FlowDefinitionArn=f&MaxResults=7&SortOrder=Descending&NextToken=a%2Bb%3D"
                    + "&CreationTimeAfter=2026-11-22T10%3A00%3A00Z&CreationTimeBefore=2026-11-22T10:00:00.5Z&X=",
                "",
                .list(
                    HumanLoopQuery(
                        flowDefinitionARN: "f",
                        createdAfter: .sampleStart,
                        createdBefore: .sampleStart + .milliseconds(500),
                        sortOrder: .descending,
                        pageSize: 7,
                        nextToken: "a+b="
                    )
                )
            ),
        ]
    )
    func reads(line: String, body: String, expected: SimulatedCall) throws {
        #expect(try read(line, body: body) == expected)
    }

    @Test("a base path stands before every path, and only there")
    func basePath() throws {
        #expect(try read("GET /a2i/human-loops/dup-1", basePath: "/a2i") == .describe(.sample("dup-1")))
        #expect(throws: ServiceRefusal.self) { try read("GET /human-loops/dup-1", basePath: "/a2i") }
        #expect(throws: ServiceRefusal.self) { try read("GET /a2i/human-loops/dup-1") }
    }

    @Test(
        "what is no call is refused",
        arguments: [
            ("GET /", "", ServiceRefusal.Code.unknownOperation),
            ("GET /human-loops/a/b", "", .unknownOperation),
            ("PUT /human-loops/dup-1", "", .unknownOperation),
            ("DELETE /human-loops", "", .unknownOperation),
            ("POST /human-loops/dup-1", "", .unknownOperation),
            ("GET //human-loops/dup-1", "", .unknownOperation),
            ("GET /human-loops/", "", .validation),
            ("GET /human-loops/Dup", "", .validation),
            ("GET /human-loops/%zz", "", .validation),
            ("GET /human-loops/%ff%fe", "", .validation),
            ("GET /human-loops/a%2Fb", "", .validation),
            ("GET /human-loops", "", .validation),
            ("GET /human-loops?FlowDefinitionArn=", "", .validation),
            ("GET /human-loops?FlowDefinitionArn=f&MaxResults=0", "", .validation),
            ("GET /human-loops?FlowDefinitionArn=f&MaxResults=101", "", .validation),
            ("GET /human-loops?FlowDefinitionArn=f&MaxResults=x", "", .validation),
            ("GET /human-loops?FlowDefinitionArn=f&SortOrder=Up", "", .validation),
            ("GET /human-loops?FlowDefinitionArn=f&CreationTimeAfter=today", "", .validation),
            ("POST /human-loops/stop", "", .serialization),
            ("POST /human-loops/stop", "{", .serialization),
            ("POST /human-loops/stop", "[]", .serialization),
            ("POST /human-loops/stop", #"{"HumanLoopName": 5}"#, .serialization),
            ("POST /human-loops/stop", "{}", .validation),
            ("POST /human-loops/stop", #"{"HumanLoopName": null}"#, .validation),
            ("POST /human-loops/stop", #"{"HumanLoopName": "A"}"#, .validation),
            ("POST /human-loops", #"{"HumanLoopName":"n","FlowDefinitionArn":"f"}"#, .validation),
            ("POST /human-loops", #"{"HumanLoopName":"n","FlowDefinitionArn":"f","HumanLoopInput":{}}"#, .validation),
        ]
    )
    func refuses(line: String, body: String, code: ServiceRefusal.Code) {
        let refusal = #expect(throws: ServiceRefusal.self) { try read(line, body: body) }
        #expect(refusal?.code == code)
    }

    @Test("a body nested without end is refused, not followed")
    func nestedBody() {
        let body = String(repeating: #"{"a":["#, count: 50_000)
        let refusal = #expect(throws: ServiceRefusal.self) { try read("POST /human-loops/stop", body: body) }
        #expect(refusal?.code == .serialization)
    }
}
