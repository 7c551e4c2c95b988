package import Definitions

/// What somebody sees who has opened a link of one's own: the form that uses it up.
package struct ChoosePasswordPage: Hashable, Sendable {
    package let language: Language
    /// Whose link it is.
    package let name: String
    package let token: String
    /// Whether the password that was chosen is too easy to guess.
    package var isWeak = false

    package init(language: Language, name: String, token: String) {
        self.language = language
        self.name = name
        self.token = token
    }

    package var html: HTML {
        let title = AccessPhrase.choosePassword.text(in: language)
        let alarm: HTML = isWeak ? Page.alarm(AccessPhrase.weakPassword.text(in: language)) : ""
        return Page(
            language: language, title: title, links: "",
            content: """
                <section class="card notice">
                <h1>\(title)</h1>
                <p>\(AccessPhrase.choosePasswordExplained.text(in: language))</p>
                \(alarm)<form class="entry" method="post" action="\(Address.choosePassword.path)?lang=\(language.rawValue)">
                <input type="hidden" name="token" value="\(token)">
                <label>\(AccessPhrase.name.text(in: language))
                <input name="name" value="\(name)" autocomplete="username" readonly></label>
                <label>\(AccessPhrase.newPassword.text(in: language))
                <input name="password" type="password" autocomplete="new-password" minlength="10" required></label>
                <button>\(AccessPhrase.enter.text(in: language))</button>
                </form>
                </section>
                """
        ).html
    }
}
