import Definitions
import Hummingbird
import WebInterface

extension Request {
    /// Whether a person asks: outside the API, and for a page.
    var wantsPage: Bool {
        !uri.path.hasPrefix(Address.apiPrefix)
            && (headers[.accept] ?? "").contains("text/html")
    }

    /// The language of the address, else the one chosen before, else the browser's first that is
    /// ours, else English.
    var language: Language {
        if let named = uri.queryParameters["lang"].flatMap({ Language(rawValue: String($0)) }) {
            return named
        }
        if let chosen = cookies["cxm_language"].flatMap({ Language(rawValue: $0.value) }) {
            return chosen
        }
        return Self.preferred(in: headers[.acceptLanguage] ?? "") ?? .english
    }

    /// `ko-KR,ko;q=0.9,en;q=0.8` prefers Korean.
    static func preferred(in header: String) -> Language? {
        var best: (language: Language, weight: Double)?
        for entry in header.split(separator: ",") {
            let parts = entry.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }
            guard let tag = parts.first?.prefix(2).lowercased(),
                let language = Language(rawValue: tag)
            else { continue }
            let weight =
                parts.dropFirst().first { $0.hasPrefix("q=") }
                .flatMap { Double($0.dropFirst(2)) } ?? 1
            if weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language
    }
}
