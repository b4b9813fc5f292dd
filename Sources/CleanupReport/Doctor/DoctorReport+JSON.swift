import CleanupEngine

extension DoctorReport {
    /// Makes one JSON document in one line.
    func json() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", ReportSchema.version)
            json.member("type", "doctor")
            json.member("version", version)
            json.member("verdict", verdict.rawValue)
            json.member("exitCode", Int(exitCode.rawValue))
            json.array("checks", of: findings) { json, finding in
                json.object { json in
                    json.member("check", finding.subject.rawValue)
                    json.member("verdict", finding.verdict.rawValue)
                    json.member("value", finding.value)
                    json.member("source", finding.source)
                    for detail in finding.details { json.member(detail.key, detail.value) }
                    json.member("message", finding.text)
                    json.member("advice", finding.advice)
                }
            }
        }
        json.newline()
        return json.take()
    }
}
