/// The name of a code for people, in Korean and in English.
package struct Label: Sendable, Hashable {
    package let korean: String
    package let english: String

    init(_ korean: String, _ english: String) {
        self.korean = korean
        self.english = english
    }
}

/// A closed list of codes that each have a label.
///
///     EventName.payDone.rawValue         // "pay_done"
///     EventName.payDone.label.korean     // "결제 완료"
///
/// Cost: one switch.
package protocol Labelled: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    var label: Label { get }
}
