extension AlertTexts {
    static let french = AlertTexts(
        several: "{count} points demandent votre attention",
        quarantined: "Messages en quarantaine : {count}",
        quarantinedText:
            "Messages en quarantaine que vous ne connaissez pas encore : {count}. Rien n’en a été fait. `mailbridge quarantine list` dit pourquoi ; `quarantine release` les laisse passer une fois la cause supprimée.",
        refused: "{name} nous refuse",
        refusedText:
            "{name} n’accepte pas notre identifiant ou notre clé ({count}× depuis le {date}). D’ici là, rien n’y est lu ni envoyé. `mailbridge doctor` montre ce que dit le serveur.",
        stalled: "{name} n’accepte plus d’appels",
        stalledText:
            "{name} n’accepte plus d’appels pour le moment ({count}× depuis le {date}) et des réponses attendent. Un autre programme utilise-t-il la même clé ? `mailbridge queue list` montre ce qui attend.",
        clock: "L’horloge est fausse",
        clockText:
            "L’horloge de cette machine et celle de {name} diffèrent de {count} secondes. Les délais sont faux d’autant. `timedatectl` montre si l’horloge est synchronisée.",
        disk: "Le disque est presque plein",
        diskText:
            "Il ne reste que {size} Mo là où se trouve la base de données. Faites de la place : sans elle, aucun message n’est accepté et aucune réponse ne part.",
        holidays: "La table des jours fériés se termine",
        holidaysText:
            "La table des jours fériés se termine avec {year}. Installez une version plus récente : au-delà, les délais seraient faux.",
        expiring: "Une clé de {name} expire le {date}",
        expiringText:
            "Les identifiants de {name} expirent le {date}. Créez-en de nouveaux à temps et écrivez la nouvelle date dans credentials_expire.",
        expiredText:
            "Selon la configuration, les identifiants de {name} ont expiré le {date}. S’il y en a déjà de nouveaux, écrivez leur date dans credentials_expire.",
        again: "Tant que cela dure, vous serez prévenu de nouveau au plus tôt après six heures.")
}
