import Definitions
import TestSupport
import Testing

@Suite struct SegmentDescribeTests {
    static func names(_ language: Language) -> SegmentNames {
        SegmentNames(
            language, catalogue: SegmentExamples.catalogue,
            segments: ["12": "VIP", "15": "Dormant", "16": "Staff"])
    }

    @Test(arguments: Language.allCases)
    func `definitions read as a sentence and as an outline`(language: Language) throws {
        let texts = try SegmentExamples.definitions.map { text in
            let definition = try SegmentDefinition(parsing: text)
            let names = Self.names(language)
            return definition.described(in: names) + "\n" + definition.outline(in: names) + "\n"
        }
        #expect(
            Snapshot.difference(
                of: texts.joined(separator: "\n"), from: "segments-\(language.rawValue).txt") == nil
        )
    }

    /// The first group of the example, edited in every way.
    static let versions = [
        #"{"containers":[{"groups":[{"dataset":"members","filters":[{"field":"gender","operator":"equals","value":"F"},{"field":"age","operator":"between","value":[30,39]}]}]}]}"#,
        #"{"containers":[{"groups":[{"dataset":"members","filters":[{"field":"age","operator":"between","value":[30,49]},{"field":"gender","operator":"equals","value":"F"}]}]}]}"#,
        #"{"containers":[{"groups":[{"dataset":"members","filters":[{"field":"gender","operator":"in","value":["F","M"]},{"field":"vip","operator":"equals","value":true}]},{"dataset":"payments","range":{"last":90,"unit":"day"},"having":[{"measure":"count","operator":"at_least","value":3}]}]}]}"#,
        #"{"containers":[{"groups":[{"dataset":"members","filters":[{"field":"gender","operator":"in","value":["F","M"]}]},{"dataset":"payments","range":{"last":30,"unit":"day"},"having":[{"measure":"count","operator":"at_least","value":5}],"join":{"key":"account"},"exclude":true}]},{"subtract":true,"groups":[{"dataset":"app_log"}]}]}"#,
        #"{"containers":[{"groups":[{"dataset":"app_log"}]}]}"#,
        #"{"union":["12","15"]}"#,
        #"{"intersect":["12","16"]}"#,
        #"{"subtract":["12","16"]}"#,
        #"{"subtract":["15","16"]}"#,
    ]

    @Test(arguments: Language.allCases)
    func `the difference between versions reads as lines`(language: Language) throws {
        let versions = try Self.versions.map { try SegmentDefinition(parsing: $0) }
        let texts = zip(versions, versions.dropFirst()).map { old, new in
            SegmentChange.all(from: old, to: new).map {
                $0.described(in: Self.names(language)) + "\n" + $0.json.rendered() + "\n"
            }.joined()
        }
        #expect(
            Snapshot.difference(
                of: texts.joined(separator: "\n"),
                from: "segment-changes-\(language.rawValue).txt") == nil)
    }

    @Test(arguments: versions)
    func `nothing changed between equal versions`(text: String) throws {
        let version = try SegmentDefinition(parsing: text)
        #expect(SegmentChange.all(from: version, to: version).isEmpty)
    }

    @Test func `every change and its reverse concern the same parts`() throws {
        let versions = try Self.versions.map { try SegmentDefinition(parsing: $0) }
        for (old, new) in zip(versions, versions.dropFirst()) {
            let there = SegmentChange.all(from: old, to: new)
            let back = SegmentChange.all(from: new, to: old)
            #expect(there.count == back.count)
            #expect(!there.isEmpty)
        }
    }
}
