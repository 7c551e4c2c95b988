import Definitions
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        "null", "true", "[]", "{}", #"{"a":1,"b":[1.5,-2,"x"],"c":{"d":null}}"#, "1e+20",
        #"{"이름":"결제 완료","emoji":"🎉"}"#, #""\u0001 \n \t \\ \"""#, "-9223372036854775808",
    ])
    func `a text comes back as it was written`(text: String) throws {
        #expect(try JSONValue(parsing: text).rendered() == text)
    }

    @Test func `escapes and surrogate pairs are read`() throws {
        let value = try JSONValue(parsing: #""\uD55C\uae00 \uD83C\uDF89 \/ \b\f""#)
        #expect(value == .string("한글 🎉 / \u{8}\u{C}"))
    }

    @Test func `pretty text reads as the same value`() throws {
        let value: JSONValue = ["a": [1, ["b": "c"]], "d": [], "e": .object([])]
        let text = value.rendered(pretty: true)
        #expect(try JSONValue(parsing: text) == value)
        #expect(text.split(separator: "\n").count == 10)
    }

    @Test(arguments: [
        ("", 1, 1, "a value"), ("{", 1, 2, "a name in quotes"), ("[1,]", 1, 4, "a value"),
        ("[1 2]", 1, 4, "',' or ']'"), (#"{"a" 1}"#, 1, 6, "':'"),
        ("{\n  \"a\": tru\n}", 2, 8, "a value"), ("{\"한글\": x}", 1, 8, "a value"),
        ("[01]", 1, 2, "a value"), ("[1.]", 1, 2, "a value"), ("[.5]", 1, 2, "a value"),
        ("[+1]", 1, 2, "a value"), ("[NaN]", 1, 2, "a value"), ("[1e999]", 1, 2, "a value"),
        (#""\uD800""#, 1, 8, "a pair of surrogates"),
        (#""\uD800\u0041""#, 1, 14, "a pair of surrogates"),
        (#""\u-001""#, 1, 4, "four hexadecimal digits"),
        (#""\u12"#, 1, 4, "four hexadecimal digits"), (#""\x""#, 1, 4, "a known escape"),
        ("\"a\nb\"", 2, 1, "no bare control character in a text"),
        ("\"a", 1, 3, "'\"' at the end of a text"), ("1 2", 1, 3, "nothing more after the end"),
        (#"{"a":1,"a":2}"#, 1, 12, "each name once, not 'a' again"),
    ])
    func `what is no JSON is refused with line and column`(
        text: String, line: Int, column: Int, expected: String
    ) {
        let error = #expect(throws: DefinitionError.self) { try JSONValue(parsing: text) }
        #expect(error?.code == .notJSON)
        #expect(
            error?.description
                == "This is not JSON: line \(line), column \(column) should have \(expected).")
    }

    @Test func `nesting ends at 128 levels`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONValue(parsing: nested(128))
        #expect(throws: DefinitionError.self) { try JSONValue(parsing: nested(129)) }
    }

    @Test func `a pointer escapes tilde and slash`() throws {
        let reader = JSONReader(try JSONValue(parsing: #"{"a/b~c":1}"#))
        let error = #expect(throws: DefinitionError.self) { try reader.allow(["x"]) }
        #expect(error?.pointer == "/a~1b~0c")
    }

    @Test func `the nearest name is one that little separates`() {
        #expect(nearestName(to: "wndow", among: ["order", "window"]) == "window")
        #expect(nearestName(to: "A_SUBMITED", among: ["A_SUBMITTED", "A_SENT"]) == "A_SUBMITTED")
        #expect(nearestName(to: "결재", among: ["결제", "송금"]) == "결제")
        #expect(nearestName(to: "ab", among: ["ba"]) == "ba")
        #expect(nearestName(to: "zebra", among: ["order", "window"]) == nil)
    }
}
