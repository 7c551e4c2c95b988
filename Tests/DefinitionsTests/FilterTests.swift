import Definitions
import TestSupport
import Testing

@Suite struct FilterTests {
    /// Whether the naive reading lets an event with this property pass.
    func passes(
        _ value: Value?, _ operation: Comparison.Operator, _ values: Value..., orNull: Bool = false,
        type: DatasetSchema.PropertyType? = nil
    ) -> Bool {
        let comparison = Comparison(
            property: "p", operator: operation, values: values, orNull: orNull)
        let types = type.map { ["p": $0] } ?? [:]
        let event = JourneyEvent("A", at: 0, properties: value.map { ["p": $0] } ?? [:])
        return ReferenceFilter(types: types, zone: .utc).passes(.comparison(comparison), event)
    }

    @Test(arguments: Comparison.Operator.allCases)
    func `no value satisfies no comparison unless the filter says so`(
        operation: Comparison.Operator
    ) {
        let comparison = Comparison(property: "p", operator: operation, values: [.text("x")])
        #expect(comparison.acceptsNull == (operation == .isNotSet))
        #expect(passes(nil, operation, .text("x"), .text("y")) == (operation == .isNotSet))
        let orNull = Comparison(
            property: "p", operator: operation, values: [.text("x")], orNull: true)
        #expect(orNull.acceptsNull == (operation != .isSet))
        #expect(
            passes(nil, operation, .text("x"), .text("y"), orNull: true) == (operation != .isSet))
    }

    typealias TextCase = (
        value: String, operator: Comparison.Operator, values: [String], passes: Bool
    )

    static let textCases: [TextCase] = [
        ("ios", .equals, ["ios"], true), ("iOS", .equals, ["ios"], false),
        ("ios", .notEquals, ["web"], true), ("ios", .isIn, ["web", "ios"], true),
        ("ios", .notIn, ["web", "ios"], false), ("a", .less, ["b"], true),
        ("b", .less, ["b"], false), ("b", .atMost, ["b"], true), ("가", .greater, ["z"], true),
        ("b", .atLeast, ["b"], true), ("b", .between, ["a", "b"], true),
        ("c", .between, ["a", "b"], false), ("Z", .less, ["a"], true),
        ("결제 완료", .contains, ["제 완"], true), ("abc", .contains, [""], true),
        ("", .contains, ["a"], false), ("aab", .contains, ["ab"], true),
        ("/loan/x", .startsWith, ["/loan"], true), ("loan", .endsWith, ["an"], true),
        ("loan", .endsWith, ["lo"], false), ("/loan/12", .matches, [#"/\d+$"#], true),
        ("٣", .matches, [#"^\d$"#], false), ("loan", .matches, ["^(a|lo)"], true),
        ("LOAN", .matches, ["(?i)loan"], true), ("a\nb", .matches, ["a.b"], false),
        ("e\u{301}", .equals, ["\u{e9}"], false), ("x", .isSet, [], true),
        ("x", .isNotSet, [], false),
    ]

    @Test(arguments: textCases)
    func `texts compare by their bytes, in the naive reading and in the engines' test`(
        sample: TextCase
    ) {
        let comparison = Comparison(
            property: "p", operator: sample.operator, values: sample.values.map { .text($0) })
        #expect(comparison.textTest()(sample.value) == sample.passes)
        let event = JourneyEvent("A", at: 0, properties: ["p": .text(sample.value)])
        let filter = ReferenceFilter(types: [:], zone: .utc)
        #expect(filter.passes(.comparison(comparison), event) == sample.passes)
    }

    @Test(arguments: [
        (3, Comparison.Operator.less, [4], true), (3, .less, [3], false), (3, .atMost, [3], true),
        (3, .greater, [3], false), (3, .atLeast, [3], true), (3, .between, [3, 5], true),
        (5, .between, [3, 5], true), (6, .between, [3, 5], false), (3, .equals, [3], true),
        (3, .isIn, [1, 3], true), (3, .notIn, [1, 3], false), (3, .notEquals, [4], true),
        (3, .isSet, [], true), (3, .isNotSet, [], false),
    ])
    func `numbers compare by size, in the naive reading and in the engines' test`(
        value: Int64, operation: Comparison.Operator, bounds: [Int64], expected: Bool
    ) {
        let comparison = Comparison(
            property: "p", operator: operation, values: bounds.map { .integer($0) })
        #expect(comparison.test(bounds)(value) == expected)
        let event = JourneyEvent("A", at: 0, properties: ["p": .integer(value)])
        let filter = ReferenceFilter(types: [:], zone: .utc)
        #expect(filter.passes(.comparison(comparison), event) == expected)
    }

    @Test func `values are read as the property's type`() {
        #expect(passes(.text("3"), .equals, .integer(3)))
        #expect(passes(.integer(3), .less, .number(3.5)))
        #expect(passes(.number(3), .equals, .integer(3)))
        #expect(passes(.boolean(true), .notEquals, .boolean(false)))
        let due = Value.text("2026-01-01T09:00:00+09:00")
        #expect(passes(due, .equals, .text("2026-01-01"), type: .time))
        #expect(passes(due, .less, .text("2026-01-01T00:00:01"), type: .time))
        #expect(!passes(due, .equals, .text("2026-01-01"), type: .text))
    }

    @Test(arguments: [
        "(?=a)", "(?<!a)", #"(a)\1"#, #"(?<n>a)\k<n>"#, "a++", "a*+", "[ab]{2}+", "(?>a)", "(",
        "[a",
        #"\X"#,
    ])
    func `patterns outside RE2 are refused`(pattern: String) {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
    }

    @Test(arguments: [
        (#"a\++"#, "a++"), ("[*+]+", "*+*"), (#"[\]+]+$"#, "]+"), ("a+?b", "aab"),
        ("(?i:A)b", "ab"),
        (#"\\1"#, #"\1"#), ("a{2,3}$", "aaa"), (#"\."#, "a.b"),
    ])
    func `patterns inside RE2 are read`(pattern: String, match: String) throws {
        #expect(try Pattern(pattern).search(match))
    }

    @Test func `an end of line is the end of the text`() throws {
        #expect(try !Pattern("a$").search("a\n"))
        #expect(try !Pattern("^b").search("a\nb"))
    }
}
