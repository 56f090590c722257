import Domain

/// Small words that tell a language; some belong to several.
enum StopWords {
    /// The languages of each word.
    static let languages: [String: [AgentLanguage]] = lists.reduce(into: [:]) { table, list in
        for word in list.value.split(whereSeparator: \.isWhitespace) {
            table[String(word), default: []].append(list.key)
        }
    }

    private static let lists: [AgentLanguage: String] = [
        .de: """
        und oder der die das den dem des ein eine einen einem einer ist sind war haben hat wird werden wurde kann können
        nicht auch noch schon nur aber für mit von zum zur bei nach auf aus über sie ihre ihren ihnen ihr wir uns unser
        unsere ich es sich wenn dass bitte danke vielen leider gerne guten tag freundlichen grüßen bestellung ware paket
        """,
        .en: """
        and or the a an is are was were have has had will would can could not also only but for with from of to by at on
        you your yours we us our i it its if that this please thanks thank sorry dear hello kind regards order parcel
        been be do does did they their them there here which when what
        """,
        .nl: """
        en of het een de dat die is zijn was waren heeft hebben heb wordt worden kan kunnen niet ook nog maar voor met van
        naar bij op uit over u uw wij we ons onze ik als dit deze geen wel graag bedankt helaas goedemiddag beste geachte
        vriendelijke groet groeten bestelling pakket hij zij jouw jij
        """,
        .fr: """
        et ou le la les un une des du de est sont était avez avons ont sera pour avec par sur dans pas ne plus aussi mais
        vous votre vos nous notre nos je il elle que qui ce cette ces si bonjour merci cordialement commande colis au aux
        en bien été être avoir
        """,
        .pl: """
        i oraz lub jest są był była było będzie nie też tylko ale dla z ze od do na w we po przez się pan pani państwa
        państwo nasz nasza nasze my ja to ten ta że jeśli proszę dziękuję dziękujemy niestety dzień dobry zamówienie
        paczka pozdrawiam przesyłka który która jak czy
        """,
    ]
}
