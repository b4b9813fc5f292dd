import CleanupEngine
import HumanLoops

extension SelectionFinding {
    /// The counts in a sentence: `12 of 340 loops of invoice-review selected, 2 of them named as well, 1 by an earlier rule`.
    var sentence: String {
        let listed = CountText.counted(listed, "loop")
        let flow = AmazonResourceName(flowDefinitionARN)?.flowDefinitionName ?? flowDefinitionARN
        var text = "\(CountText.grouped(matched)) of \(listed) of \(flow) selected"
        if named > 0 { text += ", \(CountText.grouped(named)) of them named as well" }
        if earlier > 0 { text += ", \(CountText.grouped(earlier)) by an earlier rule" }
        return text
    }
}
