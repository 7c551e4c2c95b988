package import Definitions
import Metadata
import Segments

extension FindDuplicates.Answer {
    /// As the commands and the API show it, pair by pair.
    package var json: JSONValue {
        .array(
            result.pairs.map { pair in
                [
                    "first": .string(String(pair.first)), "second": .string(String(pair.second)),
                    "first_name": .text(segments[pair.first]?.name),
                    "second_name": .text(segments[pair.second]?.name),
                    "same_definition": .boolean(pair.hasSameDefinition),
                    "both": .count(pair.both),
                    "jaccard": pair.jaccard.map { .number($0) } ?? .null,
                ]
            })
    }
}
