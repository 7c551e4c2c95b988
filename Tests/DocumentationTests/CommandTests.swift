import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
    private static let page = "docs/guide/commands.md"

    @Test(.enabled(if: Repository.exists(page), "\(page) is not written yet"))
    func `every command and option is documented`() throws {
        let text = try Repository.text(Self.page)
        for (line, options) in try CommandTree.current().command.flattened() {
            #expect(Self.names(line, in: text), "\(Self.page) does not show '\(line)'")
            for option in options {
                #expect(Self.names(option, in: text), "\(Self.page): '\(line)' has \(option)")
            }
        }
    }

    @Test func `every setting of the environment is documented`() throws {
        let guide = try Repository.files(below: "docs/guide", ending: ".md")
            .map(Repository.text).joined()
        var count = 0
        for path in Repository.files(below: "Sources", ending: ".swift")
        where !path.hasPrefix("Sources/Columns/Kernels/") {
            let text = try Repository.text(path)
            guard text.range(of: "CXM_", options: .literal) != nil else { continue }
            for match in text.matches(of: #/\b(CXM_[A-Z_]+)\b/#) {
                count += 1
                #expect(
                    guide.contains(match.1), "\(path) reads \(match.1); docs/guide names it not")
            }
        }
        #expect(count > 0)
    }

    @Test func `the built command describes itself`() throws {
        #expect(try CommandTree.current().command.commandName == "cxm")
    }

    @Test func `an option that is only the start of another is not documented`() {
        #expect(Self.names("--limit", in: "`--limit N`"))
        #expect(!Self.names("--limit", in: "`--limit-all`"))
        #expect(!Self.names("cxm import", in: "cxm imports"))
    }

    private static func names(_ word: String, in text: String) -> Bool {
        text.ranges(of: word).contains { range in
            guard range.upperBound < text.endIndex else { return true }
            let next = text[range.upperBound]
            return !next.isLetter && !next.isNumber && next != "-"
        }
    }
}
