import Definitions
import TestSupport
import Testing

@Suite struct SegmentCanonicalTests {
    static let catalogue = SegmentExamples.catalogue

    func group(_ text: String) throws -> SegmentGroup {
        try SegmentGroup(JSONReader(JSONValue(parsing: text)))
    }

    @Test(arguments: SegmentExamples.definitions)
    func `the canonical form is its own canonical form`(text: String) throws {
        let once = try SegmentDefinition(parsing: text).canonical(in: Self.catalogue)
        #expect(once.canonical(in: Self.catalogue) == once)
    }

    /// Filters on members that say the same, and conditions.
    static let equal: [(String, String)] = [
        (
            #"[{"field":"age","operator":"is_set"},{"field":"gender","operator":"is_set"}]"#,
            #"[{"field":"gender","operator":"is_set"},{"field":"age","operator":"is_set"},{"field":"age","operator":"is_set"}]"#
        ),
        (
            #"[{"field":"gender","operator":"in","value":["F"]}]"#,
            #"[{"field":"gender","operator":"equals","value":"F"}]"#
        ),
        (
            #"[{"field":"gender","operator":"in","value":["M","F","M"]}]"#,
            #"[{"any_of":[{"field":"gender","operator":"equals","value":"F"},{"any_of":[{"field":"gender","operator":"in","value":["M"]}]}]}]"#
        ),
        (
            #"[{"field":"age","operator":"between","value":[30,39]}]"#,
            #"[{"field":"age","operator":"less","value":40},{"field":"age","operator":"greater","value":29}]"#
        ),
        (
            #"[{"field":"gender","operator":"equals","value":"F","or_null":true}]"#,
            #"[{"any_of":[{"field":"gender","operator":"is_not_set"},{"field":"gender","operator":"equals","value":"F"}]}]"#
        ),
        (
            #"[{"field":"age","operator":"at_least","value":30},{"field":"age","operator":"is_set"}]"#,
            #"[{"field":"age","operator":"at_least","value":30.0}]"#
        ),
        (
            #"[{"field":"gender","operator":"equals","value":1}]"#,
            #"[{"field":"gender","operator":"equals","value":"1"}]"#
        ),
        (
            #"[{"field":"joined","operator":"at_least","value":"2026-01-01"}]"#,
            #"[{"field":"joined","operator":"at_least","value":"2026-01-01T00:00:00"}]"#
        ),
        (
            #"[{"field":"joined","operator":"at_least","value":"2026-01-01T09:00:00+09:00"}]"#,
            #"[{"field":"joined","operator":"at_least","value":"2026-01-01T00:00:00Z"}]"#
        ),
        (
            #"[{"field":"gender","operator":"not_in","value":["F"]}]"#,
            #"[{"field":"gender","operator":"not_equals","value":"F"}]"#
        ),
    ]

    @Test(arguments: equal)
    func `filters that say the same have one form`(one: String, other: String) throws {
        let groups = try [one, other].map {
            try group(#"{"dataset":"members","filters":\#($0)}"#)
        }
        #expect(groups[0].canonical(in: Self.catalogue) == groups[1].canonical(in: Self.catalogue))
    }

    @Test(arguments: [
        (#"[{"measure":"count","operator":"at_least","value":1}]"#, "[]"),
        (
            #"[{"measure":"count","operator":"greater","value":2}]"#,
            #"[{"measure":"count","operator":"at_least","value":3},{"measure":"count","operator":"at_least","value":1}]"#
        ),
        (
            #"[{"measure":"count","operator":"between","value":[2,4]}]"#,
            #"[{"measure":"count","operator":"less","value":5},{"measure":"count","operator":"at_least","value":2}]"#
        ),
    ])
    func `conditions that say the same have one form`(one: String, other: String) throws {
        let groups = try [one, other].map { try group(#"{"dataset":"payments","having":\#($0)}"#) }
        #expect(groups[0].canonical(in: Self.catalogue) == groups[1].canonical(in: Self.catalogue))
    }

    @Test func `at least one row says something beside what zero rows satisfy`() throws {
        let few = #"{"measure":"count","operator":"at_most","value":3}"#
        let some = #"{"measure":"count","operator":"at_least","value":1}"#
        let one = try group(#"{"dataset":"payments","having":[\#(few)]}"#)
        let other = try group(#"{"dataset":"payments","having":[\#(few),\#(some)]}"#)
        #expect(one.canonical(in: Self.catalogue) != other.canonical(in: Self.catalogue))
    }

    func hash(_ text: String) throws -> String {
        try SegmentDefinition(parsing: text).canonicalHash(in: Self.catalogue)
    }

    @Test func `containers may change places unless one subtracts between them`() throws {
        let a = #"{"groups":[{"dataset":"members"}]}"#
        let b = #"{"groups":[{"dataset":"payments"},{"dataset":"app_log"}]}"#
        let c = #"{"groups":[{"dataset":"app_log"},{"dataset":"payments"}]}"#
        let minus = #"{"subtract":true,"groups":[{"dataset":"app_log"}]}"#
        #expect(
            try hash(#"{"containers":[\#(a),\#(b),\#(a)]}"#)
                == hash(#"{"containers":[\#(c),\#(a)]}"#))
        #expect(
            try hash(#"{"containers":[\#(a),\#(minus),\#(b)]}"#)
                != hash(#"{"containers":[\#(a),\#(b),\#(minus)]}"#))
        #expect(
            try hash(#"{"containers":[\#(a),\#(minus),\#(minus),\#(b)]}"#)
                == hash(#"{"containers":[\#(a),\#(minus),\#(c)]}"#))
    }

    @Test func `the mapping table need not be named to be the same`() throws {
        let group = #""dataset":"payments","join":{"key":"account""#
        #expect(
            try hash(#"{"containers":[{"groups":[{\#(group)}}]}]}"#)
                == hash(#"{"containers":[{"groups":[{\#(group),"through":"payments"}}]}]}"#))
        #expect(
            try hash(#"{"containers":[{"groups":[{\#(group)}}]}]}"#)
                != hash(#"{"containers":[{"groups":[{\#(group),"through":"accounts"}}]}]}"#))
    }

    @Test func `the order of a composite's segments does not matter but for the first taken from`()
        throws
    {
        #expect(try hash(#"{"union":["2","1","2"]}"#) == hash(#"{"union":["1","2"]}"#))
        #expect(try hash(#"{"intersect":["1"]}"#) == hash(#"{"union":["1"]}"#))
        #expect(
            try hash(#"{"subtract":["1","3","2"]}"#) == hash(#"{"subtract":["1","2","3","3"]}"#))
        #expect(try hash(#"{"subtract":["1","2"]}"#) != hash(#"{"subtract":["2","1"]}"#))
    }

    @Test func `the hash is FNV-1a with 128 bits`() {
        #expect(StableHash.of("") == "6c62272e07bb014262b821756295c58d")
        #expect(StableHash.of("a") == "d228cb696f1a8caf78912b704e4a8964")
    }

    @Test func `a hundred random definitions keep their hash when shuffled`() throws {
        for seed in 0..<100 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let definition = SegmentDefinition.containers(
                try (0..<3).map { _ in
                    GroupContainer(
                        try (0..<3).map { _ in
                            try group(
                                #"{"dataset":"members","filters":\#(random.pick(Self.equal).0)}"#)
                        })
                })
            guard case .containers(let containers) = definition else { return }
            let shuffled = SegmentDefinition.containers(
                containers.map {
                    GroupContainer(
                        $0.groups.map { group in
                            var group = group
                            group.filters.shuffle(using: &random)
                            return group
                        }.shuffled(using: &random))
                }.shuffled(using: &random))
            #expect(
                definition.canonicalHash(in: Self.catalogue)
                    == shuffled.canonicalHash(in: Self.catalogue), "seed \(seed)")
        }
    }
}
