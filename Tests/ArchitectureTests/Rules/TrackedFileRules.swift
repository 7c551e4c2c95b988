import Foundation

/// What is committed works on any machine and stays small.
enum TrackedFileRules {
    static let byteLimit = 1_000_000

    static func sizeBreaches(_ path: String, byteCount: Int) -> [Breach] {
        guard byteCount >= byteLimit else { return [] }
        return [Breach(path, "\(byteCount) bytes: fetch or generate what has a megabyte or more.")]
    }

    static func textBreaches(_ path: String, _ text: String) -> [Breach] {
        // Most files hold none of the words; looking for those is far quicker than reading lines.
        let rules = [
            (folders, machinePath), (["http:" + "//", "https:" + "//"], host),
            (registries, registry),
        ].filter { words, _ in
            words.contains { text.range(of: $0, options: .literal) != nil }
        }.map(\.1)
        guard !rules.isEmpty else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
            index, line in
            rules.compactMap { rule in rule(line).map { Breach(path, line: index + 1, $0) } }
        }
    }

    /// Folders that another machine does not have. (A list, so that this file keeps the rule.)
    private static let folders = ["work", "opt", "root", "tmp", "Users"].map { "/\($0)/" }

    private static func machinePath(_ line: Substring) -> String? {
        for folder in folders {
            for range in line.ranges(of: folder) {
                let before =
                    range.lowerBound == line.startIndex
                    ? " " : line[line.index(before: range.lowerBound)]
                if !before.isLetter && !before.isNumber && !"._-})*>".contains(before) {
                    return
                        "A path of one machine (\(folder)…): make it relative, or ask the system."
                }
            }
        }
        return nil
    }

    private static func host(_ line: Substring) -> String? {
        for match in line.matches(of: #/https?:\/\/([A-Za-z0-9.\-]+)/#) where !isAllowed(match.1) {
            return
                "The host \(match.1) is named: only this machine, github.com and example hosts are."
        }
        return nil
    }

    private static func isAllowed(_ host: Substring) -> Bool {
        ["127.0.0.1", "localhost", "github.com", "www.w3.org"].contains(host)
            || host.contains(#/(^|\.)example(\.(com|org|net))?$/#)
    }

    private static let registries = ["index-" + "url", "--" + "registry", "PIP_" + "INDEX"]

    /// Where packages come from is the machine's own setting.
    private static func registry(_ line: Substring) -> String? {
        registries.contains { line.contains($0) }
            ? "A package registry is named: the machine's own configuration says where it is." : nil
    }
}
