import Foundation

/// Expected text that stands in a file beside the test.
package enum Snapshot {
    /// What differs between `text` and the file `Snapshots/NAME` beside the test; nil where nothing
    /// does. With `CXM_UPDATE_SNAPSHOTS=1` the file is written instead.
    ///
    ///     #expect(Snapshot.difference(of: text, from: "funnel.txt") == nil)
    package static func difference(
        of text: String, from name: String, testFile: String = #filePath
    ) -> String? {
        difference(
            of: text,
            in: URL(filePath: testFile).deletingLastPathComponent()
                .appending(path: "Snapshots/" + name), name)
    }

    /// The same for a page of the documentation that is made by a test.
    ///
    ///     #expect(Snapshot.difference(of: table, fromPage: "docs/guide/rights.md") == nil)
    package static func difference(of text: String, fromPage path: String) -> String? {
        difference(of: text, in: Repository.root.appending(path: path), path)
    }

    private static func difference(of text: String, in file: URL, _ name: String) -> String? {
        if ProcessInfo.processInfo.environment["CXM_UPDATE_SNAPSHOTS"] == "1" {
            return write(text, to: file)
        }
        guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
            return "There is no snapshot \(name); run once with CXM_UPDATE_SNAPSHOTS=1."
        }
        return expected == text ? nil : firstDifference(expected, text, name)
    }

    private static func write(_ text: String, to file: URL) -> String? {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return nil
        } catch {
            return "The snapshot \(file.lastPathComponent) cannot be written: \(error)"
        }
    }

    private static func firstDifference(
        _ expected: String, _ actual: String, _ name: String
    ) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).prefix { $0 == $1 }.count
        func text(_ lines: [Substring]) -> Substring { line < lines.count ? lines[line] : "(end)" }
        return "\(name), line \(line + 1)\n  expected: \(text(old))\n  actual:   \(text(new))"
    }
}
