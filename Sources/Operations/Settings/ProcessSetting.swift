package import Definitions

/// A setting that a process has read when it started, as an administrator looks at it: the environment or
/// a file says it, so that only a new start changes it.
package struct ProcessSetting: Sendable {
    /// Who says what holds.
    package enum Source: String, Sendable {
        case standard = "default"
        case environment, file
    }

    /// In a settings file: `log_format`.
    package let name: String
    /// In the environment: `CXM_LOG_FORMAT`.
    package let variable: String
    package let form: SettingForm
    package let value: JSONValue
    package let standard: JSONValue
    package let help: String
    package let source: Source

    package init(
        name: String, variable: String, form: SettingForm, value: JSONValue, standard: JSONValue,
        help: String, source: Source
    ) {
        self.name = name
        self.variable = variable
        self.form = form
        self.value = value
        self.standard = standard
        self.help = help
        self.source = source
    }

    /// As the API shows it.
    package var json: JSONValue {
        [
            "name": .string(name), "scope": "process", "kind": .string(form.kind),
            "allowed": form.allowed, "value": value, "default": standard,
            "chosen": .boolean(source != .standard), "title": .string(name),
            "description": .string(help), "words": .null, "members": .null,
            "changeable": .boolean(false), "needs_restart": .boolean(true),
            "source": .string(source.rawValue), "variable": .string(variable),
        ]
    }
}
