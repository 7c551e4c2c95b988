import Foundation
import TestSupport

/// A page of Markdown.
struct Page {
    /// From the root: `docs/guide/funnel.md`.
    let path: String
    let text: String

    static func all() throws -> [Page] {
        let roots = ["README.md", "CHANGELOG.md"].filter(Repository.exists)
        return try (roots + Repository.files(below: "docs", ending: ".md"))
            .map { Page(path: $0, text: try Repository.text($0)) }
    }

    static func named(_ path: String) throws -> Page {
        Page(path: path, text: try Repository.text(path))
    }

    var lineCount: Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// The targets of its links and pictures, outside code.
    var links: [String] {
        prose.matches(of: #/\]\(([^()\s]+)\)/#).map { String($0.1) }
    }

    /// The blocks of code of one language: `json`.
    func blocks(of language: String) -> [String] {
        text.components(separatedBy: "\n```" + language + "\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
    }

    /// The headings as GitHub names them in links.
    var anchors: Set<String> {
        Set(
            prose.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
                String(
                    line.drop { $0 == "#" || $0 == " " }.lowercased()
                        .filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
                        .map { $0 == " " ? "-" : $0 })
            })
    }

    private var prose: String {
        text.components(separatedBy: "\n```").enumerated()
            .filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "\n")
            .replacing(
                #/`[^`\n]*`/#,
                with: { String($0.output.dropFirst().dropLast().filter { !"[]()".contains($0) }) })
    }

    /// Where a relative link leads, from the root, and its anchor; nil for other hosts.
    func destination(of link: String) -> (path: String, anchor: String?)? {
        guard !link.contains("://"), !link.hasPrefix("mailto:") else { return nil }
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let anchor = parts.count > 1 ? String(parts[1]) : nil
        guard !parts[0].isEmpty else { return (path, anchor) }
        var folders = path.split(separator: "/").dropLast()
        for part in parts[0].split(separator: "/") where part != "." {
            if part == ".." { _ = folders.popLast() } else { folders.append(part) }
        }
        return (folders.joined(separator: "/"), anchor)
    }
}
