package import Definitions

/// The first page: a funnel, or what to do where there is none yet.
///
///     FirstPage(language: .korean, content: .empty).html
package struct FirstPage: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// The home holds no dataset.
        case empty
        /// No dataset holds the demo company's events; the names of those that are there.
        case unfamiliar([String])
        case payments(PaymentReport)
    }

    package let language: Language
    package let content: Content
    /// Whether somebody is signed in who could not come back: the page then leads to `/account`.
    package var lacksPassword = false

    package init(language: Language, content: Content) {
        self.language = language
        self.content = content
    }
}

/// What a visitor chose to look at.
///
///     PaymentChoice(days: 30, system: "android").query(.korean)   // "/?lang=ko&days=30&os=android"
package struct PaymentChoice: Hashable, Sendable {
    package static let dayCounts = [7, 30, 90]
    package static let systems = ["android", "ios"]
    package static let usual = PaymentChoice(days: 30, system: nil)

    package let days: Int
    /// Nil for all.
    package let system: String?

    package init(days: Int, system: String?) {
        self.days = days
        self.system = system
    }

    /// The system whose versions are compared: the chosen one, or else the one with a story.
    package var systemOfVersions: String { system ?? "android" }

    static func title(ofSystem system: String) -> String { system == "ios" ? "iOS" : "Android" }

    package func query(_ language: Language) -> String {
        var query = "\(Address.firstPage.path)?lang=\(language.rawValue)&days=\(days)"
        if let system { query += "&os=\(system)" }
        return query
    }
}

/// The demo company's payment funnel, answered.
package struct PaymentReport: Hashable, Sendable {
    package let choice: PaymentChoice
    package let funnel: FunnelResult
    /// Submitted authentications that end in a payment, by app version; nil where not looked at.
    package let versions: FunnelResult?

    package init(choice: PaymentChoice, funnel: FunnelResult, versions: FunnelResult?) {
        self.choice = choice
        self.funnel = funnel
        self.versions = versions
    }
}
