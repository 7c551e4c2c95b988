/// Whom one series of an analysis counts: everyone, a segment's members, or the others.
///
///     "all"     "seg_42"     {"not": "seg_42"}
package enum SegmentChoice: Hashable, Sendable {
    case all
    case members(String)
    case others(String)

    init(_ reader: JSONReader) throws(DefinitionError) {
        if case .object = reader.value {
            try reader.allow(["not"])
            self = .others(try reader.member("not").string())
        } else {
            let id = try reader.string()
            self = id == "all" ? .all : .members(id)
        }
    }

    package var json: JSONValue {
        switch self {
        case .all: "all"
        case .members(let id): .string(id)
        case .others(let id): ["not": .string(id)]
        }
    }

    static func list(_ reader: JSONReader?) throws(DefinitionError) -> [SegmentChoice] {
        guard let reader else { return [.all] }
        var choices: [SegmentChoice] = []
        for element in try reader.array() {
            let choice = try SegmentChoice(element)
            guard !choices.contains(choice) else {
                throw DefinitionError(
                    .contradiction, at: element.pointer,
                    "The series \(choice.json.rendered()) is there already; leave one of the two "
                        + "out.")
            }
            choices.append(choice)
        }
        return choices.isEmpty ? [.all] : choices
    }
}
