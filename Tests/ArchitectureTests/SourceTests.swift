import TestSupport
import Testing

@Suite struct SourceTests {
    @Test func `no function is longer than a screen`() throws {
        let sources = try SwiftSource.sources.get() + SwiftSource.tests.get()
        let breaches = sources.flatMap(SizeRules.functionBreaches(in:))
        #expect(breaches.isEmpty, "\(breaches.report)")
    }

    @Test func `no banned call stands in the sources`() throws {
        let list = try PackageList.current()
        let breaches = try SwiftSource.sources.get().flatMap {
            BannedCalls.breaches(in: $0, layer: list.target($0.target)?.layer)
        }
        #expect(breaches.isEmpty, "\(breaches.report)")
    }

    @Test func `code is told apart from comments, texts and names`() {
        let text = ##"""
            let a = "}{" // {
            /* { /* { */ } */ let b = #"\("{")"{"#
            func `say "{"`() { call("\(list.map { "x)" }) {") }
            """##
        let code = SwiftSource(path: "Sources/A/B.swift", text: text).code.joined(separator: "\n")
        #expect(code.filter { $0 == "{" }.count == 2)
        #expect(code.filter { $0 == "}" }.count == 2)
        #expect(code.contains("let b ="))
        #expect(code.contains("list.map"))
        #expect(code.utf8.count == text.utf8.count)
    }

    @Test func `functions are measured from their name to their brace`() {
        let code = """
            protocol P { func a(); var b: Int { get } }
            func c(
                d: () -> Void = {}
            ) {
                if true { }
            }
            struct E {
                let f = 1
                init() {
                    self.init(g: 1)
                }
            }
            """.split(separator: "\n").map(String.init)
        #expect(
            SwiftFunctions.all(in: code) == [
                .init(line: 1, lineCount: 1), .init(line: 2, lineCount: 5),
                .init(line: 9, lineCount: 3),
            ])
    }

    @Test func `a long function is found`() {
        func found(_ lineCount: Int) -> Int {
            let body = String(repeating: "call()\n", count: lineCount - 2)
            let source = SwiftSource(path: "a.swift", text: "func long() {\n\(body)}\n")
            return SizeRules.functionBreaches(in: source).count
        }
        #expect(found(SizeRules.functionLineLimit) == 0)
        #expect(found(SizeRules.functionLineLimit + 1) == 1)
    }

    @Test(arguments: [
        "let a = try! load()", "print(a)", "debugPrint(a)", "fatalError(\"why\")",
        "Task.detached { }", "let lock = DispatchSemaphore(value: 1)", "let now = Date()",
        "let now = \"\\(Date.now)\"", "// MARK: - Verbs", "class A: @unchecked Sendable {}",
    ])
    func `a banned call is found`(line: String) {
        let source = SwiftSource(path: "Sources/Definitions/A.swift", text: "\n" + line + "\n")
        #expect(BannedCalls.breaches(in: source, layer: 0).map(\.line) == [2])
    }

    @Test(arguments: [
        "// A why.\nclass A: @unchecked Sendable {}", "let a = \"print( and try!\"",
        "func print(a: Int) {}", "page.print(a)", "let a = Date(timeIntervalSince1970: 0)",
        "fingerprint(a)",
    ])
    func `what only looks like a banned call passes`(code: String) {
        let source = SwiftSource(path: "Sources/Definitions/A.swift", text: code)
        #expect(BannedCalls.breaches(in: source, layer: 0) == [])
    }

    @Test func `cxm prints, and the product asks for the time`() {
        let source = SwiftSource(path: "Sources/cxm/A.swift", text: "print(Date())")
        #expect(BannedCalls.breaches(in: source, layer: 4) == [])
    }
}
