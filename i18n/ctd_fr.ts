<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>@default</name>
    <message>
        <source>Maps</source>
        <translation>Cartes</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tables</translation>
    </message>
    <message>
        <source>Region boundaries (empty: bundled boundaries)</source>
        <translation>Limites des régions (vide : limites fournies avec l’extension)</translation>
    </message>
    <message>
        <source>Language of the map</source>
        <translation>Langue de la carte</translation>
    </message>
    <message>
        <source>{matched} of {rows} survey rows matched to a region.</source>
        <translation>Lignes de l’enquête rattachées à une région : {matched} sur {rows}.</translation>
    </message>
    <message>
        <source>{source} is not a readable polygon layer; choose another.</source>
        <translation>{source} n’est pas une couche de polygones lisible ; choisissez-en une autre.</translation>
    </message>
    <message>
        <source>The boundaries “{layer}” cannot be read: {reason}</source>
        <translation>Les limites « {layer} » sont illisibles : {reason}</translation>
    </message>
    <message>
        <source>Row {row}, column “{column}”: </source>
        <translation>Ligne {row}, colonne « {column} » : </translation>
    </message>
    <message>
        <source>Build the CTD project</source>
        <translation>Construire le projet CTD</translation>
    </message>
    <message>
        <source>Project folder</source>
        <translation>Dossier du projet</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>GeoPackage</source>
        <translation>GeoPackage</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>{file} was not created by this plugin and was not replaced; choose another folder.</source>
        <translation>{file} n’a pas été créé par cette extension et n’a pas été remplacé ; choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The folder {folder} does not exist; create it first.</source>
        <translation>Le dossier {folder} n’existe pas ; créez-le d’abord.</translation>
    </message>
    <message>
        <source>Export a CTD map</source>
        <translation>Exporter une carte des CTD</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Resolution (dots per inch)</source>
        <translation>Résolution (points par pouce)</translation>
    </message>
    <message>
        <source>Title (empty: finding drawn from the data)</source>
        <translation>Titre (vide : constat tiré des données)</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Regional data committees (CTD)</source>
        <translation>Comités territoriaux de la donnée (CTD)</translation>
    </message>
    <message>
        <source>The platform file {path} does not exist; choose another.</source>
        <translation>Le fichier de plateformes {path} n’existe pas ; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The platform file {path} cannot be read ({reason}); check its access rights.</source>
        <translation>Le fichier de plateformes {path} est illisible ({reason}) ; vérifiez ses droits d’accès.</translation>
    </message>
    <message>
        <source>The platform file {path} is not encoded in UTF-8; save it again as UTF-8.</source>
        <translation>Le fichier de plateformes {path} n’est pas encodé en UTF-8 ; enregistrez-le à nouveau en UTF-8.</translation>
    </message>
    <message>
        <source>The platform file {path} is not valid JSON; correct line {line}, column {column}.</source>
        <translation>Le fichier de plateformes {path} n’est pas un JSON valide ; corrigez la ligne {line}, colonne {column}.</translation>
    </message>
    <message>
        <source>The platform file {path} must contain a list of platforms, between [ and ].</source>
        <translation>Le fichier de plateformes {path} doit contenir une liste de plateformes, entre [ et ].</translation>
    </message>
    <message>
        <source>{place}: expected an object with the fields {fields}.</source>
        <translation>{place} : objet attendu, avec les champs {fields}.</translation>
    </message>
    <message>
        <source>{place}: the field “{field}” is missing; add it.</source>
        <translation>{place} : champ « {field} » manquant ; ajoutez-le.</translation>
    </message>
    <message>
        <source>{place}: the field “{field}” is unknown; the fields are {fields}.</source>
        <translation>{place} : champ « {field} » inconnu ; les champs possibles sont {fields}.</translation>
    </message>
    <message>
        <source>{place}: the field “{field}” is {value}; expected {expected}.</source>
        <translation>{place} : le champ « {field} » vaut {value} ; valeur attendue : {expected}.</translation>
    </message>
    <message>
        <source>text</source>
        <translation>du texte</translation>
    </message>
    <message>
        <source>text, not empty</source>
        <translation>du texte non vide</translation>
    </message>
    <message>
        <source>lower-case letters, digits and single hyphens</source>
        <translation>des minuscules, des chiffres et des traits d’union simples</translation>
    </message>
    <message>
        <source>an address that starts with http:// or https://</source>
        <translation>une adresse commençant par http:// ou https://</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>une liste</translation>
    </message>
    <message>
        <source>one of {values}</source>
        <translation>l’une des valeurs {values}</translation>
    </message>
    <message>
        <source>{file} has no coordinate reference system; set it and save the layer again.</source>
        <translation>{file} n’a pas de système de coordonnées de référence ; définissez-le et enregistrez à nouveau la couche.</translation>
    </message>
    <message>
        <source>{file}: {problem}</source>
        <translation>{file} : {problem}</translation>
    </message>
    <message>
        <source>{file}, {region}: {problem}</source>
        <translation>{file}, {region} : {problem}</translation>
    </message>
    <message>
        <source>{file} has no usable polygon of any region.</source>
        <translation>{file} ne contient aucun polygone de région utilisable.</translation>
    </message>
    <message>
        <source>The file {file} does not exist; check its name and folder.</source>
        <translation>Le fichier {file} n’existe pas ; vérifiez son nom et son dossier.</translation>
    </message>
    <message>
        <source>{file} cannot be read as a vector layer ({reason}); choose another file.</source>
        <translation>{file} n’est pas lisible comme couche vectorielle ({reason}) ; choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>{file} has no polygons ({found}); choose a layer of regional boundaries.</source>
        <translation>{file} ne contient aucun polygone ({found}) ; choisissez une couche de limites régionales.</translation>
    </message>
    <message>
        <source>a table</source>
        <translation>une table</translation>
    </message>
    <message>
        <source>{file} has no field with codes or names of regions; its fields are: {fields}.</source>
        <translation>{file} n’a aucun champ de codes ou de noms de régions ; ses champs sont : {fields}.</translation>
    </message>
    <message>
        <source>the feature has no geometry and was ignored.</source>
        <translation>l’entité n’a pas de géométrie et a été ignorée.</translation>
    </message>
    <message>
        <source>the geometry is not a polygon ({type}) and was ignored.</source>
        <translation>la géométrie n’est pas un polygone ({type}) et a été ignorée.</translation>
    </message>
    <message>
        <source>{file}: {count} features of {region} merged into one.</source>
        <translation>{file} : {count} entités de {region} fusionnées en une seule.</translation>
    </message>
    <message>
        <source>{file} has coordinates outside the valid area of its CRS {crs}; assign the right CRS and save the layer again.</source>
        <translation>{file} a des coordonnées hors du domaine de validité de son SCR {crs} ; définissez le bon SCR et enregistrez à nouveau la couche.</translation>
    </message>
    <message>
        <source>The Python library {library} is missing; install it: {how}.</source>
        <translation>La bibliothèque Python {library} est absente ; installez-la : {how}.</translation>
    </message>
    <message>
        <source>in the OSGeo4W installer, select the package python3-geopandas</source>
        <translation>dans l’installateur OSGeo4W, sélectionnez le paquet python3-geopandas</translation>
    </message>
    <message>
        <source>Known figures ignored, because their quotes are not in this cell: {figures}.</source>
        <translation>Chiffres connus ignorés, car leurs citations ne figurent pas dans cette cellule : {figures}.</translation>
    </message>
    <message>
        <source>{file} is a folder; choose a file name.</source>
        <translation>{file} est un dossier ; choisissez un nom de fichier.</translation>
    </message>
    <message>
        <source>Cannot write to the folder {folder} ({reason}); choose another.</source>
        <translation>Impossible d’écrire dans le dossier {folder} ({reason}) ; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>{file} cannot be replaced ({reason}); close the programs that use it.</source>
        <translation>Impossible de remplacer {file} ({reason}) ; fermez les programmes qui l’utilisent.</translation>
    </message>
    <message>
        <source>{file} was not created by this plugin and was not replaced; choose another name.</source>
        <translation>{file} n’a pas été créé par cette extension et n’a pas été remplacé ; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>{file} cannot be written ({reason}); check the free disk space.</source>
        <translation>Impossible d’écrire {file} ({reason}) ; vérifiez l’espace disque disponible.</translation>
    </message>
    <message>
        <source>Region missing; give its name or its Insee code.</source>
        <translation>Région non renseignée ; indiquez son nom ou son code Insee.</translation>
    </message>
    <message>
        <source>“{value}” is not a region; did you mean {names}?</source>
        <translation>« {value} » n’est pas une région ; s’agit-il de {names} ?</translation>
    </message>
    <message>
        <source>“{value}” is not a region; use one of the 18 names or Insee codes.</source>
        <translation>« {value} » n’est pas une région ; indiquez l’un des 18 noms ou codes Insee.</translation>
    </message>
    <message>
        <source>“{value}” is the former region {former}, part of {today} since 2016; use {today}.</source>
        <translation>« {value} » est l’ancienne région {former}, intégrée à {today} depuis 2016 ; indiquez {today}.</translation>
    </message>
    <message>
        <source>The code “{code}” is {code_region} but the name “{name}” is {name_region}; correct one of them.</source>
        <translation>Le code « {code} » désigne {code_region}, mais le nom « {name} » désigne {name_region} ; corrigez l’un des deux.</translation>
    </message>
    <message>
        <source>“{value}” is not a region and was ignored.</source>
        <translation>« {value} » n’est pas une région et a été ignoré.</translation>
    </message>
    <message>
        <source>The code “{value}” was read as {code} ({name}).</source>
        <translation>Code « {value} » lu comme {code} ({name}).</translation>
    </message>
    <message>
        <source>“{value}” was read as {name}; correct the spelling.</source>
        <translation>« {value} » lu comme {name} ; corrigez l’orthographe.</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>Opération annulée ; aucun fichier n’a été écrit.</translation>
    </message>
    <message>
        <source>{file} has no boundary for {region}, which will be missing from the maps; add it to the layer.</source>
        <translation>{file} n’a pas de limite pour {region}, absente des cartes ; ajoutez-la à la couche.</translation>
    </message>
    <message>
        <source>{file} is not a report of this plugin and was not replaced; choose another name.</source>
        <translation>{file} n’est pas un rapport de cette extension et n’a pas été remplacé ; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>{file} has no column “region” or “region_code”; its columns are: {columns}.</source>
        <translation>{file} n’a pas de colonne « region » ni « region_code » ; ses colonnes sont : {columns}.</translation>
    </message>
    <message>
        <source>{file} has no column “statut”; its columns are: {columns}.</source>
        <translation>{file} n’a pas de colonne « statut » ; ses colonnes sont : {columns}.</translation>
    </message>
    <message>
        <source>Column “{column}” ignored: not a survey column.</source>
        <translation>Colonne « {column} » ignorée : absente du modèle de l’enquête.</translation>
    </message>
    <message>
        <source>“{value}” is not a valid date; correct it.</source>
        <translation>« {value} » n’est pas une date valide ; corrigez-la.</translation>
    </message>
    <message>
        <source>{region} has no status; use one of: {known}.</source>
        <translation>{region} n’a pas de statut ; valeurs possibles : {known}.</translation>
    </message>
    <message>
        <source>“{value}” is not a known status: {region} has no status; use one of: {known}.</source>
        <translation>« {value} » n’est pas un statut reconnu : {region} reste sans statut ; valeurs possibles : {known}.</translation>
    </message>
    <message>
        <source>{file} has a header but no rows; add one row per region.</source>
        <translation>{file} a un en-tête mais aucune ligne ; ajoutez une ligne par région.</translation>
    </message>
    <message>
        <source>{file} is not a text file; open it in a spreadsheet and save it as CSV (UTF-8).</source>
        <translation>{file} n’est pas un fichier texte ; ouvrez-le dans un tableur et enregistrez-le en CSV (UTF-8).</translation>
    </message>
    <message>
        <source>{file} is empty; choose another file.</source>
        <translation>{file} est vide ; choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>{file} is a folder; choose a CSV file.</source>
        <translation>{file} est un dossier ; choisissez un fichier CSV.</translation>
    </message>
    <message>
        <source>{file} cannot be read ({reason}).</source>
        <translation>{file} est illisible ({reason}).</translation>
    </message>
    <message>
        <source>{file} is not UTF-8 and was read as Windows-1252; check the accents, or save it as UTF-8.</source>
        <translation>{file} n’est pas en UTF-8 et a été lu comme Windows-1252 ; vérifiez les accents, ou enregistrez-le en UTF-8.</translation>
    </message>
    <message>
        <source>{file} has a single column (“{header}”); separate cells with commas, semicolons or tabs.</source>
        <translation>{file} n’a qu’une colonne (« {header} ») ; séparez les cellules par des virgules, des points-virgules ou des tabulations.</translation>
    </message>
    <message>
        <source>{file} ends within row {row}: a quotation mark is not closed; save the file again.</source>
        <translation>{file} s’arrête au milieu de la ligne {row} : un guillemet n’est pas fermé ; enregistrez à nouveau le fichier.</translation>
    </message>
    <message>
        <source>{file}, row {row}: a quotation mark inside a cell is not doubled; save the file again.</source>
        <translation>{file}, ligne {row} : un guillemet dans une cellule n’est pas doublé ; enregistrez à nouveau le fichier.</translation>
    </message>
    <message>
        <source>{file} is truncated: its last row, {row}, has {count} cells of {expected}; save it again.</source>
        <translation>{file} est tronqué : la dernière ligne, {row}, a {count} cellules sur {expected} ; enregistrez-le à nouveau.</translation>
    </message>
    <message>
        <source>The row has {count} cells and the header {expected}; check the delimiters.</source>
        <translation>La ligne a {count} cellules et l’en-tête {expected} ; vérifiez les séparateurs.</translation>
    </message>
    <message>
        <source>“{name}” does not end in .pdf, .png or .svg; choose one of the three.</source>
        <translation>« {name} » ne se termine pas par .pdf, .png ou .svg ; choisissez l’une des trois extensions.</translation>
    </message>
    <message>
        <source>CTD – regions</source>
        <translation>CTD – régions</translation>
    </message>
    <message>
        <source>CTD – survey answers</source>
        <translation>CTD – réponses à l’enquête</translation>
    </message>
    <message>
        <source>CTD – figures and quotes</source>
        <translation>CTD – chiffres et citations</translation>
    </message>
    <message>
        <source>CTD – platforms</source>
        <translation>CTD – plateformes</translation>
    </message>
    <message>
        <source>CTD – catalogue endpoints</source>
        <translation>CTD – points d’accès aux catalogues</translation>
    </message>
    <message>
        <source>CTD – sources</source>
        <translation>CTD – sources</translation>
    </message>
    <message>
        <source>{path} has no readable layer “{layer}”: choose a GeoPackage created by this plugin.</source>
        <translation>{path} n’a pas de couche « {layer} » lisible : choisissez un GeoPackage créé par cette extension.</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Region (survey text)</source>
        <translation>Région (libellé de l’enquête)</translation>
    </message>
    <message>
        <source>Municipal population</source>
        <translation>Population municipale</translation>
    </message>
    <message>
        <source>CTD status</source>
        <translation>Statut du CTD</translation>
    </message>
    <message>
        <source>CTD status (survey text)</source>
        <translation>Statut du CTD (libellé de l’enquête)</translation>
    </message>
    <message>
        <source>Date of the CTD</source>
        <translation>Date du CTD</translation>
    </message>
    <message>
        <source>Date or planned date (survey text)</source>
        <translation>Date ou échéance (texte de l’enquête)</translation>
    </message>
    <message>
        <source>Staff (FTE)</source>
        <translation>Effectifs (ETP)</translation>
    </message>
    <message>
        <source>Scope of the staff figure</source>
        <translation>Périmètre des effectifs</translation>
    </message>
    <message>
        <source>Yearly budget (€)</source>
        <translation>Budget annuel (€)</translation>
    </message>
    <message>
        <source>Scope of the budget</source>
        <translation>Périmètre du budget</translation>
    </message>
    <message>
        <source>Yearly budget per 1,000 inhabitants (€)</source>
        <translation>Budget annuel pour 1 000 habitants (€)</translation>
    </message>
    <message>
        <source>Funding sources</source>
        <translation>Financeurs</translation>
    </message>
    <message>
        <source>Technologies of the platforms</source>
        <translation>Technologies des plateformes</translation>
    </message>
    <message>
        <source>Number of platforms in service</source>
        <translation>Nombre de plateformes en service</translation>
    </message>
    <message>
        <source>Main platform</source>
        <translation>Plateforme principale</translation>
    </message>
    <message>
        <source>Address of the main platform</source>
        <translation>Adresse de la plateforme principale</translation>
    </message>
    <message>
        <source>In the survey</source>
        <translation>Présente dans l’enquête</translation>
    </message>
    <message>
        <source>CTD date (survey text)</source>
        <translation>Date du CTD (texte de l’enquête)</translation>
    </message>
    <message>
        <source>Participation in the CNIG</source>
        <translation>Relations avec le CNIG</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>Date of the interview</source>
        <translation>Date de l’entretien</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Indicateur</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Highest value</source>
        <translation>Valeur maximale</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Périmètre</translation>
    </message>
    <message>
        <source>Payer</source>
        <translation>Financeur</translation>
    </message>
    <message>
        <source>Shown on the maps</source>
        <translation>Représenté sur les cartes</translation>
    </message>
    <message>
        <source>Survey column</source>
        <translation>Colonne de l’enquête</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Citation</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Platform (code)</source>
        <translation>Plateforme (code)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Technology</source>
        <translation>Technologie</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Porteur</translation>
    </message>
    <message>
        <source>Website</source>
        <translation>Site web</translation>
    </message>
    <message>
        <source>Quote of the survey</source>
        <translation>Citation de l’enquête</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocole</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Fiabilité</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Justification</translation>
    </message>
    <message>
        <source>Edition of the survey</source>
        <translation>Édition de l’enquête</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Sources</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>Created on</source>
        <translation>Produit le</translation>
    </message>
    <message>
        <source>Created with</source>
        <translation>Produit avec</translation>
    </message>
    <message>
        <source>Status without an interview: {regions}.</source>
        <translation>Statut sans entretien : {regions}.</translation>
    </message>
    <message>
        <source>Sources: {sources}</source>
        <translation>Sources : {sources}</translation>
    </message>
    <message>
        <source>yyyy-MM-dd</source>
        <translation>dd/MM/yyyy</translation>
    </message>
    <message>
        <source>FTE</source>
        <translation>ETP</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Non renseigné</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Effectifs</translation>
    </message>
    <message>
        <source>Yearly budget</source>
        <translation>Budget annuel</translation>
    </message>
    <message>
        <source>The project {path} cannot be written: {reason}</source>
        <translation>Impossible d’écrire le projet {path} : {reason}</translation>
    </message>
    <message>
        <source>Regional data committees: in place in {count} region out of {total}</source>
        <translation>Comités territoriaux de la donnée : en place dans {count} région sur {total}</translation>
    </message>
    <message>
        <source>Regional data committees: in place in {count} regions out of {total}</source>
        <translation>Comités territoriaux de la donnée : en place dans {count} régions sur {total}</translation>
    </message>
    <message>
        <source>status</source>
        <translation>statut</translation>
    </message>
    <message>
        <source>Status of the CTD
(number of regions)</source>
        <translation>Statut du CTD
(nombre de régions)</translation>
    </message>
    <message>
        <source>No known CTD initiative</source>
        <translation>Pas de démarche CTD connue</translation>
    </message>
    <message>
        <source>Under consideration</source>
        <translation>Réflexion engagée</translation>
    </message>
    <message>
        <source>CTD being set up</source>
        <translation>CTD en préfiguration</translation>
    </message>
    <message>
        <source>CTD in place</source>
        <translation>CTD existant</translation>
    </message>
    <message>
        <source>platform</source>
        <translation>plateforme</translation>
    </message>
    <message>
        <source>CTD</source>
        <translation>CTD</translation>
    </message>
    <message>
        <source>whole organisation</source>
        <translation>structure entière</translation>
    </message>
    <message>
        <source>data production</source>
        <translation>production de données</translation>
    </message>
    <message>
        <source>CNIG survey, interviews from October 2025 to January 2026</source>
        <translation>enquête du CNIG, entretiens d’octobre 2025 à janvier 2026</translation>
    </message>
    <message>
        <source>Exporting the map…</source>
        <translation>Export de la carte…</translation>
    </message>
    <message>
        <source>Map exported to {path}.</source>
        <translation>Carte exportée dans {path}.</translation>
    </message>
    <message>
        <source>French</source>
        <translation>Français</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Anglais</translation>
    </message>
    <message>
        <source>Open the map after export</source>
        <translation>Ouvrir la carte après l’export</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>{name} exists already. Replace it?</source>
        <translation>{name} existe déjà. Le remplacer ?</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Load the CTD map</source>
        <translation>Charger la carte des CTD</translation>
    </message>
    <message>
        <source>Export a CTD map…</source>
        <translation>Exporter une carte des CTD…</translation>
    </message>
    <message>
        <source>{title}: {value}</source>
        <translation>{title} : {value}</translation>
    </message>
    <message>
        <source>Row {row}: “{value}” duplicates {region}; only row {first} is used.</source>
        <translation>Ligne {row} : doublon de {region} (« {value} ») ; seule la ligne {first} est retenue.</translation>
    </message>
    <message>
        <source>budget</source>
        <translation>budget</translation>
    </message>
    <message>
        <source>staff</source>
        <translation>effectifs</translation>
    </message>
    <message>
        <source>funding sources</source>
        <translation>financeurs</translation>
    </message>
    <message>
        <source>technologies</source>
        <translation>technologies</translation>
    </message>
    <message>
        <source>status and budget</source>
        <translation>statut et budget</translation>
    </message>
    <message>
        <source>dates</source>
        <translation>dates</translation>
    </message>
    <message>
        <source>Yearly budget (area of the circle)</source>
        <translation>Budget annuel (aire du cercle)</translation>
    </message>
    <message>
        <source>FTE per million inhabitants
(number of regions)</source>
        <translation>ETP par million d’habitants
(nombre de régions)</translation>
    </message>
    <message>
        <source>Staff (area of the circle)</source>
        <translation>Effectif (aire du cercle)</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} à {high}</translation>
    </message>
    <message>
        <source>CTD status and yearly budget by region</source>
        <translation>Statut du CTD et budget annuel par région</translation>
    </message>
    <message>
        <source>Date of the CTD
(number of regions)</source>
        <translation>Date du CTD
(nombre de régions)</translation>
    </message>
    <message>
        <source>planned, no exact date</source>
        <translation>échéance sans date exacte</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>Sans date</translation>
    </message>
    <message>
        <source>first half of {year}</source>
        <translation>1er semestre {year}</translation>
    </message>
    <message>
        <source>second half of {year}</source>
        <translation>2e semestre {year}</translation>
    </message>
    <message>
        <source>Payers of any scope: platform, CTD, organisation or data production.</source>
        <translation>Financeurs tous périmètres confondus : plateforme, CTD, structure ou production de données.</translation>
    </message>
    <message>
        <source>{payer} {share}%</source>
        <translation>{payer} {share} %</translation>
    </message>
    <message>
        <source>Status of the CTD in the regions of France</source>
        <translation>Statut du CTD dans les régions de France</translation>
    </message>
    <message>
        <source>another technology</source>
        <translation>autre technologie</translation>
    </message>
    <message>
        <source>€{amount}M</source>
        <translation>{amount} M€</translation>
    </message>
    <message>
        <source>€{amount}k</source>
        <translation>{amount} k€</translation>
    </message>
    <message>
        <source>€{amount}</source>
        <translation>{amount} €</translation>
    </message>
    <message>
        <source>{amount} FTE</source>
        <translation>{amount} ETP</translation>
    </message>
    <message>
        <source>other</source>
        <translation>autre</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>ERDF</source>
        <translation>FEDER</translation>
    </message>
    <message>
        <source>members</source>
        <translation>adhérents</translation>
    </message>
    <message>
        <source>departments</source>
        <translation>départements</translation>
    </message>
    <message>
        <source>others</source>
        <translation>autres</translation>
    </message>
    <message>
        <source>Map theme</source>
        <translation>Thème de la carte</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>arrêtée</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>prévue</translation>
    </message>
    <message>
        <source>Export the CTD atlas</source>
        <translation>Exporter l’atlas des CTD</translation>
    </message>
    <message>
        <source>Atlas</source>
        <translation>Atlas</translation>
    </message>
    <message>
        <source>“{name}” does not end in .pdf; choose a name that does.</source>
        <translation>« {name} » ne se termine pas par .pdf ; choisissez un nom avec cette extension.</translation>
    </message>
    <message>
        <source>“{code}” is not the Insee code of a region; the codes are {codes}.</source>
        <translation>« {code} » n’est pas le code Insee d’une région ; les codes possibles sont {codes}.</translation>
    </message>
    <message>
        <source>{region} (continued)</source>
        <translation>{region} (suite)</translation>
    </message>
    <message>
        <source>Made with CTD Governance Map, {date}.</source>
        <translation>Réalisé avec CTD Governance Map, {date}.</translation>
    </message>
    <message>
        <source>page {number} of {count}</source>
        <translation>page {number} sur {count}</translation>
    </message>
    <message>
        <source>Yearly budget per 1,000 inhabitants</source>
        <translation>Budget annuel pour 1 000 habitants</translation>
    </message>
    <message>
        <source>“{quote}” ({column}; calculated)</source>
        <translation>« {quote} » ({column} ; calculé)</translation>
    </message>
    <message>
        <source>“{quote}” ({column})</source>
        <translation>« {quote} » ({column})</translation>
    </message>
    <message>
        <source>{share}%</source>
        <translation>{share} %</translation>
    </message>
    <message>
        <source>Each overseas territory has a scale of its own.</source>
        <translation>Chaque territoire d’outre-mer a sa propre échelle.</translation>
    </message>
    <message>
        <source>How to read the sheets</source>
        <translation>Lecture des fiches</translation>
    </message>
    <message>
        <source>Portraits of the {count} regions</source>
        <translation>Portraits des {count} régions</translation>
    </message>
    <message>
        <source>Portraits of regions</source>
        <translation>Portraits de régions</translation>
    </message>
    <message>
        <source>“Not given”: no answer in the survey, never zero.</source>
        <translation>« Non renseigné » : absence de réponse dans l’enquête, jamais une valeur nulle.</translation>
    </message>
    <message>
        <source>Answers and quotes are in French, as in the survey.</source>
        <translation>Les réponses et les citations sont celles de l’enquête.</translation>
    </message>
    <message>
        <source>The regions at a glance</source>
        <translation>Les régions en un coup d’œil</translation>
    </message>
    <message>
        <source>none known</source>
        <translation>aucune connue</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>non renseigné</translation>
    </message>
    <message>
        <source>run by the Region</source>
        <translation>portée par la Région</translation>
    </message>
    <message>
        <source>run by the State</source>
        <translation>portée par l’État</translation>
    </message>
    <message>
        <source>run in partnership</source>
        <translation>portée en partenariat</translation>
    </message>
    <message>
        <source>run by a public interest group (GIP)</source>
        <translation>portée par un GIP</translation>
    </message>
    <message>
        <source>run by an association</source>
        <translation>portée par une association</translation>
    </message>
    <message>
        <source>run by others</source>
        <translation>portée par un autre acteur</translation>
    </message>
    <message>
        <source>in service</source>
        <translation>en service</translation>
    </message>
    <message>
        <source>named in the survey</source>
        <translation>citée dans l’enquête</translation>
    </message>
    <message>
        <source>from public sources</source>
        <translation>d’après des sources publiques</translation>
    </message>
    <message>
        <source>QGIS project</source>
        <translation>Projet QGIS</translation>
    </message>
    <message>
        <source>high confidence</source>
        <translation>fiabilité élevée</translation>
    </message>
    <message>
        <source>medium confidence</source>
        <translation>fiabilité moyenne</translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation>fiabilité faible</translation>
    </message>
    <message>
        <source>{distance} km</source>
        <translation>{distance} km</translation>
    </message>
    <message>
        <source>Regional data committee (CTD) – region {code}</source>
        <translation>Comité territorial de la donnée (CTD) – région {code}</translation>
    </message>
    <message>
        <source>Payers named</source>
        <translation>Financeurs cités</translation>
    </message>
    <message>
        <source>Key figures</source>
        <translation>Chiffres clés</translation>
    </message>
    <message>
        <source>Data platforms</source>
        <translation>Plateformes de données</translation>
    </message>
    <message>
        <source>No known platform.</source>
        <translation>Aucune plateforme connue.</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Plateforme</translation>
    </message>
    <message>
        <source>no known address</source>
        <translation>aucune adresse connue</translation>
    </message>
    <message>
        <source>Answers to the survey</source>
        <translation>Réponses à l’enquête</translation>
    </message>
    <message>
        <source>This region has no row in this edition of the survey.</source>
        <translation>Cette région n’a pas de ligne dans cette édition de l’enquête.</translation>
    </message>
    <message>
        <source>The survey states only the status of this region.</source>
        <translation>L’enquête n’indique que le statut de cette région.</translation>
    </message>
    <message>
        <source>Sources: quotes behind the figures</source>
        <translation>Sources : citations à l’appui des chiffres</translation>
    </message>
    <message>
        <source>Organisation (empty: as in the options)</source>
        <translation>Organisme (vide : celui des options)</translation>
    </message>
    <message>
        <source>First logo (empty: as in the options)</source>
        <translation>Premier logo (vide : celui des options)</translation>
    </message>
    <message>
        <source>Second logo (empty: as in the options)</source>
        <translation>Second logo (vide : celui des options)</translation>
    </message>
    <message>
        <source>Prepare the meeting pack</source>
        <translation>Préparer le dossier de réunion</translation>
    </message>
    <message>
        <source>Output folder</source>
        <translation>Dossier de sortie</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Index</translation>
    </message>
    <message>
        <source>{name} cannot be written: the GDAL driver for this format is missing.</source>
        <translation>Impossible d’écrire {name} : le pilote GDAL de ce format est absent.</translation>
    </message>
    <message>
        <source>Made by {organisation} with CTD Governance Map</source>
        <translation>Réalisation : {organisation}, avec CTD Governance Map</translation>
    </message>
    <message>
        <source>Made with CTD Governance Map</source>
        <translation>Réalisé avec CTD Governance Map</translation>
    </message>
    <message>
        <source>The logo {file} does not exist; choose another, or none.</source>
        <translation>Le logo {file} n’existe pas ; choisissez-en un autre, ou aucun.</translation>
    </message>
    <message>
        <source>The logo {file} is not a readable SVG, PNG or JPEG image; choose another.</source>
        <translation>Le logo {file} n’est pas une image SVG, PNG ou JPEG lisible ; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>Status of the platform</source>
        <translation>État de la plateforme</translation>
    </message>
    <message>
        <source>A portrait of each region: figures, platforms with links, all answers and their sources</source>
        <translation>Un portrait par région : chiffres, plateformes avec leurs liens, toutes les réponses et leurs sources</translation>
    </message>
    <message>
        <source>Atlas of the regions</source>
        <translation>Atlas des régions</translation>
    </message>
    <message>
        <source>One row per region; then every figure with its quote, the platforms and the sources</source>
        <translation>Une ligne par région ; puis chaque chiffre avec sa citation, les plateformes et les sources</translation>
    </message>
    <message>
        <source>Summary table of the regions</source>
        <translation>Tableau de synthèse des régions</translation>
    </message>
    <message>
        <source>{file} does not belong to a meeting pack and was not replaced; choose another folder.</source>
        <translation>{file} n’appartient pas à un dossier de réunion et n’a pas été remplacé ; choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Regional data committees (CTD): meeting pack</source>
        <translation>Comités territoriaux de la donnée (CTD) : dossier de réunion</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Figures and quotes</source>
        <translation>Chiffres et citations</translation>
    </message>
    <message>
        <source>Platforms</source>
        <translation>Plateformes</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>partnership</source>
        <translation>partenariat</translation>
    </message>
    <message>
        <source>association</source>
        <translation>association</translation>
    </message>
    <message>
        <source>active</source>
        <translation>en service</translation>
    </message>
    <message>
        <source>survey</source>
        <translation>enquête</translation>
    </message>
    <message>
        <source>public sources</source>
        <translation>sources publiques</translation>
    </message>
    <message>
        <source>yearly budget</source>
        <translation>budget annuel</translation>
    </message>
    <message>
        <source>budget of a programme</source>
        <translation>budget d’un programme</translation>
    </message>
    <message>
        <source>share of the funding</source>
        <translation>part du financement</translation>
    </message>
    <message>
        <source>payer named without a figure</source>
        <translation>financeur cité sans chiffre</translation>
    </message>
    <message>
        <source>datasets</source>
        <translation>jeux de données</translation>
    </message>
    <message>
        <source>CTD date</source>
        <translation>date du CTD</translation>
    </message>
    <message>
        <source>€ a year</source>
        <translation>€ par an</translation>
    </message>
    <message>
        <source>number</source>
        <translation>nombre</translation>
    </message>
    <message>
        <source>date</source>
        <translation>date</translation>
    </message>
    <message>
        <source>Preparing the meeting pack…</source>
        <translation>Préparation du dossier de réunion…</translation>
    </message>
    <message>
        <source>Open the folder afterwards</source>
        <translation>Ouvrir le dossier à la fin</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Choose an output folder.</source>
        <translation>Choisissez un dossier de sortie.</translation>
    </message>
    <message>
        <source>Organisation and logos</source>
        <translation>Organisme et logos</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisme</translation>
    </message>
    <message>
        <source>First logo</source>
        <translation>Premier logo</translation>
    </message>
    <message>
        <source>Second logo</source>
        <translation>Second logo</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Prepare the meeting pack…</source>
        <translation>Préparer le dossier de réunion…</translation>
    </message>
    <message>
        <source>The CTD layers are from another edition of the GeoPackage: remove them and load the map again.</source>
        <translation>Les couches CTD proviennent d’une autre édition du GeoPackage : supprimez-les et rechargez la carte.</translation>
    </message>
    <message>
        <source>Flash the region on the map</source>
        <translation>Faire clignoter la région sur la carte</translation>
    </message>
    <message>
        <source>Show only the sections that contain these words</source>
        <translation>N’afficher que les rubriques contenant ces mots</translation>
    </message>
    <message>
        <source>Survey answers of the region</source>
        <translation>Réponses de la région à l’enquête</translation>
    </message>
    <message>
        <source>Choose a region…</source>
        <translation>Choisir une région…</translation>
    </message>
    <message>
        <source>Find in this region…</source>
        <translation>Rechercher dans cette région…</translation>
    </message>
    <message>
        <source>The survey tables are missing from the project: load the CTD map to read them here.</source>
        <translation>Les tables de l’enquête sont absentes du projet : chargez la carte des CTD pour les consulter ici.</translation>
    </message>
    <message>
        <source>The project has no CTD map: load it to read the regions here.</source>
        <translation>Le projet ne contient pas de carte des CTD : chargez-la pour consulter les régions ici.</translation>
    </message>
    <message>
        <source>The CTD layers have no region with code {code}.</source>
        <translation>Les couches CTD ne contiennent pas de région de code {code}.</translation>
    </message>
    <message>
        <source>Click a region on the map with the CTD tool, or choose one above.</source>
        <translation>Cliquez sur une région de la carte avec l’outil CTD, ou choisissez-en une ci-dessus.</translation>
    </message>
    <message>
        <source>No region named “{words}”.</source>
        <translation>Aucune région nommée « {words} ».</translation>
    </message>
    <message>
        <source>Words, or “a phrase”</source>
        <translation>Mots ou « expression »</translation>
    </message>
    <message>
        <source>Words to find in the answers</source>
        <translation>Mots à rechercher dans les réponses</translation>
    </message>
    <message>
        <source>Budget given</source>
        <translation>Budget indiqué</translation>
    </message>
    <message>
        <source>Budget not given</source>
        <translation>Budget non indiqué</translation>
    </message>
    <message>
        <source>Staff given</source>
        <translation>Effectifs indiqués</translation>
    </message>
    <message>
        <source>Staff not given</source>
        <translation>Effectifs non indiqués</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Réinitialiser</translation>
    </message>
    <message>
        <source>Who uses Prodige?</source>
        <translation>Qui utilise Prodige ?</translation>
    </message>
    <message>
        <source>Who mentions FEDER?</source>
        <translation>Qui cite le FEDER ?</translation>
    </message>
    <message>
        <source>Which CTDs exist?</source>
        <translation>Quels CTD existent ?</translation>
    </message>
    <message>
        <source>Regions found</source>
        <translation>Régions trouvées</translation>
    </message>
    <message>
        <source>No region found out of {total}: try fewer words or filters.</source>
        <translation>Aucune région trouvée sur {total} : essayez moins de mots ou de filtres.</translation>
    </message>
    <message>
        <source>{count} region of {total}</source>
        <translation>{count} région sur {total}</translation>
    </message>
    <message>
        <source>{count} regions of {total}</source>
        <translation>{count} régions sur {total}</translation>
    </message>
    <message>
        <source>{count} passage</source>
        <translation>{count} passage</translation>
    </message>
    <message>
        <source>{count} passages</source>
        <translation>{count} passages</translation>
    </message>
    <message>
        <source>Region {code} is missing from the layer {layer}: load the CTD map again.</source>
        <translation>Région {code} absente de la couche {layer} : rechargez la carte des CTD.</translation>
    </message>
    <message>
        <source>“{address}” could not be opened: check the default application of your system for such addresses.</source>
        <translation>« {address} » n’a pas pu être ouverte : vérifiez l’application par défaut de votre système pour ce type d’adresse.</translation>
    </message>
    <message>
        <source>CTD: regions, platforms and answers</source>
        <translation>CTD : régions, plateformes et réponses</translation>
    </message>
    <message>
        <source>Survey answers</source>
        <translation>Réponses à l’enquête</translation>
    </message>
    <message>
        <source>No French region here: nothing selected.</source>
        <translation>Aucune région française à cet endroit : rien n’est sélectionné.</translation>
    </message>
    <message>
        <source>The project has no CTD map: load it to read the region.</source>
        <translation>Le projet ne contient pas de carte des CTD : chargez-la pour consulter la région.</translation>
    </message>
    <message>
        <source>No section of this region contains “{words}”.</source>
        <translation>Aucune rubrique de cette région ne contient « {words} ».</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>copier</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvrir</translation>
    </message>
    <message>
        <source>save the connection</source>
        <translation>enregistrer la connexion</translation>
    </message>
    <message>
        <source>{address} copied to the clipboard.</source>
        <translation>{address} copiée dans le presse-papiers.</translation>
    </message>
    <message>
        <source>{service} connection “{name}” added to the QGIS browser; its address was not checked.</source>
        <translation>Connexion {service} « {name} » ajoutée à l’explorateur de QGIS ; son adresse n’a pas été vérifiée.</translation>
    </message>
    <message>
        <source>A {service} connection named “{name}” already exists: rename it first.</source>
        <translation>Une connexion {service} nommée « {name} » existe déjà : renommez-la d’abord.</translation>
    </message>
    <message>
        <source>Identify a region</source>
        <translation>Identifier une région</translation>
    </message>
    <message>
        <source>Regions panel</source>
        <translation>Panneau des régions</translation>
    </message>
    <message>
        <source>Find in the answers</source>
        <translation>Rechercher dans les réponses</translation>
    </message>
    <message>
        <source>The response is not from a {service} service; open the address in a browser.</source>
        <translation>La réponse ne provient pas d’un service {service} ; ouvrez l’adresse dans un navigateur.</translation>
    </message>
    <message>
        <source>Insee code of the region, as text or number, or its name</source>
        <translation>Code Insee de la région, en texte ou en nombre, ou son nom</translation>
    </message>
    <message>
        <source>Returns the status of the regional data committee (CTD) of a region.</source>
        <translation>Renvoie le statut du comité territorial de la donnée (CTD) d’une région.</translation>
    </message>
    <message>
        <source>One of &lt;code&gt;none&lt;/code&gt;, &lt;code&gt;considering&lt;/code&gt;, &lt;code&gt;prefiguration&lt;/code&gt; and &lt;code&gt;established&lt;/code&gt;; NULL if the region is unknown or did not answer.</source>
        <translation>&lt;code&gt;none&lt;/code&gt;, &lt;code&gt;considering&lt;/code&gt;, &lt;code&gt;prefiguration&lt;/code&gt; ou &lt;code&gt;established&lt;/code&gt; ; NULL si la région est inconnue ou n’a pas répondu.</translation>
    </message>
    <message>
        <source>Returns a figure of the CNIG survey for a region.</source>
        <translation>Renvoie un chiffre de l’enquête du CNIG pour une région.</translation>
    </message>
    <message>
        <source>The figure shown on the maps, or the only one in the survey, as a number; NULL if there is none or several, or if the region or indicator is unknown. For a range, its lower bound.</source>
        <translation>Le chiffre représenté sur les cartes, ou à défaut l’unique chiffre de l’enquête, sous forme de nombre ; NULL s’il n’y en a aucun ou plusieurs, ou si la région ou l’indicateur est inconnu. Pour une fourchette, la borne basse.</translation>
    </message>
    <message>
        <source>Returns the names of the data platforms in service in a region, starting with the main one.</source>
        <translation>Renvoie les noms des plateformes de données en service dans une région, en commençant par la principale.</translation>
    </message>
    <message>
        <source>A list of names, empty if no platform is known; NULL if the region is unknown.</source>
        <translation>Une liste de noms, vide si aucune plateforme n’est connue ; NULL si la région est inconnue.</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Chiffres</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Open the main platform</source>
        <translation>Ouvrir la plateforme principale</translation>
    </message>
    <message>
        <source>Open the platform</source>
        <translation>Ouvrir la plateforme</translation>
    </message>
    <message>
        <source>Open the address</source>
        <translation>Ouvrir l’adresse</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Statut</translation>
    </message>
    <message>
        <source>No response: {reason} ({url})</source>
        <translation>Pas de réponse : {reason} ({url})</translation>
    </message>
    <message>
        <source>Open the website</source>
        <translation>Ouvrir le site web</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>non vérifié</translation>
    </message>
    <message>
        <source>This service has no layers.</source>
        <translation>Ce service ne propose aucune couche.</translation>
    </message>
    <message>
        <source>Keep personal data</source>
        <translation>Conserver les données personnelles</translation>
    </message>
    <message>
        <source>Lists of platforms</source>
        <translation>Listes de plateformes</translation>
    </message>
    <message>
        <source>My own platforms</source>
        <translation>Mes plateformes</translation>
    </message>
    <message>
        <source>Reset to defaults</source>
        <translation>Rétablir les valeurs par défaut</translation>
    </message>
    <message>
        <source>Maps and data</source>
        <translation>Cartes et données</translation>
    </message>
    <message>
        <source>&amp;Language of maps and data</source>
        <translation>&amp;Langue des cartes et des données</translation>
    </message>
    <message>
        <source>Maps and layers already in a project keep their language.</source>
        <translation>Les cartes et couches déjà présentes dans un projet conservent leur langue.</translation>
    </message>
    <message>
        <source>Respondents and names of persons are kept in the tables, maps and exports built from now on; otherwise they are left out or masked.</source>
        <translation>Les répondants et les noms de personnes sont conservés dans les tables, cartes et exports produits désormais ; sinon, ils sont omis ou masqués.</translation>
    </message>
    <message>
        <source>Platforms and catalogues</source>
        <translation>Plateformes et catalogues</translation>
    </message>
    <message>
        <source>My own &amp;platforms</source>
        <translation>Mes &amp;plateformes</translation>
    </message>
    <message>
        <source>JSON file with the structure of the bundled list: a platform with an existing id replaces it, others are added. Applies to the Browser panel and to what is built from now on.</source>
        <translation>Fichier JSON de même structure que la liste fournie avec l’extension : une plateforme dont l’identifiant existe déjà la remplace, les autres s’ajoutent. S’applique à l’explorateur et aux prochaines productions.</translation>
    </message>
    <message>
        <source>Catalogue &amp;timeout</source>
        <translation>&amp;Délai d’attente d’un catalogue</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Exemples</translation>
    </message>
    <message>
        <source>Survey (CSV, XLSX, ODS or XLS; empty: bundled survey)</source>
        <translation>Enquête (CSV, XLSX, ODS ou XLS ; vide : enquête fournie avec l’extension)</translation>
    </message>
    <message>
        <source>XML without a list of records</source>
        <translation>XML sans liste de fiches</translation>
    </message>
    <message>
        <source>{matched} records announced, but none returned</source>
        <translation>fiches annoncées : {matched}, aucune renvoyée</translation>
    </message>
    <message>
        <source>not a QGIS project</source>
        <translation>pas un projet QGIS</translation>
    </message>
    <message>
        <source>written by another version of the plugin</source>
        <translation>écrit par une autre version de l’extension</translation>
    </message>
    <message>
        <source>The search cache could not be read ({reason}); it was set aside as {file} and a new one was created.</source>
        <translation>Le cache de recherche n’a pas pu être lu ({reason}) ; il a été mis de côté sous le nom {file} et un nouveau a été créé.</translation>
    </message>
    <message>
        <source>The search cache {file} cannot be opened ({reason}); results will not be kept.</source>
        <translation>Le cache de recherche {file} ne peut pas être ouvert ({reason}) ; les résultats ne seront pas conservés.</translation>
    </message>
    <message>
        <source>invalid record</source>
        <translation>fiche invalide</translation>
    </message>
    <message>
        <source>{name} (maps and layers)</source>
        <translation>{name} (cartes et couches)</translation>
    </message>
    <message>
        <source>{name} (open data)</source>
        <translation>{name} (données ouvertes)</translation>
    </message>
    <message>
        <source>{place}: the id “{id}” is already used by entry {first}; choose another.</source>
        <translation>{place} : l’identifiant « {id} » est déjà celui de l’entrée {first} ; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>{path}, line {line}, {name}</source>
        <translation>{path}, ligne {line}, {name}</translation>
    </message>
    <message>
        <source>entry {number} ({id})</source>
        <translation>entrée {number} ({id})</translation>
    </message>
    <message>
        <source>entry {number}</source>
        <translation>entrée {number}</translation>
    </message>
    <message>
        <source>{entry}, endpoint {number}</source>
        <translation>{entry}, point d’accès {number}</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>injoignable</translation>
    </message>
    <message>
        <source>access denied</source>
        <translation>accès refusé</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>introuvable</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>délai d’attente dépassé</translation>
    </message>
    <message>
        <source>response too large</source>
        <translation>réponse trop volumineuse</translation>
    </message>
    <message>
        <source>too many requests, try later</source>
        <translation>trop de requêtes, réessayer plus tard</translation>
    </message>
    <message>
        <source>unexpected response</source>
        <translation>réponse inattendue</translation>
    </message>
    <message>
        <source>service error</source>
        <translation>erreur du service</translation>
    </message>
    <message>
        <source>unknown layer</source>
        <translation>couche inconnue</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>The Python library lxml, needed to read XML, is missing; on Debian: sudo apt install python3-lxml.</source>
        <translation>La bibliothèque Python lxml, nécessaire à la lecture du XML, est absente ; sous Debian : sudo apt install python3-lxml.</translation>
    </message>
    <message>
        <source>empty response</source>
        <translation>réponse vide</translation>
    </message>
    <message>
        <source>not {format}</source>
        <translation>format autre que {format}</translation>
    </message>
    <message>
        <source>{words} (until {time})</source>
        <translation>{words} (jusqu’au {time})</translation>
    </message>
    <message>
        <source>response without a list of records</source>
        <translation>réponse sans liste de fiches</translation>
    </message>
    <message>
        <source>over {years} years</source>
        <translation>sur {years} ans</translation>
    </message>
    <message>
        <source>derived: €{total} over {years} years</source>
        <translation>calculé : {total} € sur {years} ans</translation>
    </message>
    <message>
        <source>assumed yearly: not stated in the text</source>
        <translation>supposé annuel : non précisé dans le texte</translation>
    </message>
    <message>
        <source>Figures read from this cell, not verified: {figures}.</source>
        <translation>Chiffres lus dans cette cellule, non vérifiés : {figures}.</translation>
    </message>
    <message>
        <source>{file} is not a spreadsheet and has no sheet “{sheet}”; leave the sheet empty.</source>
        <translation>{file} n’est pas un classeur et n’a pas de feuille « {sheet} » ; laissez la feuille vide.</translation>
    </message>
    <message>
        <source>“{words}”, above the header, was ignored.</source>
        <translation>« {words} », au-dessus de l’en-tête, a été ignoré.</translation>
    </message>
    <message>
        <source>{file} has no sheet “{sheet}”; its sheets are: {sheets}.</source>
        <translation>{file} n’a pas de feuille « {sheet} » ; ses feuilles sont : {sheets}.</translation>
    </message>
    <message>
        <source>{file}, sheet “{sheet}” is empty; choose another.</source>
        <translation>{file}, feuille « {sheet} » : la feuille est vide ; choisissez-en une autre.</translation>
    </message>
    <message>
        <source>Sheet read: “{sheet}”; sheets ignored: {others}.</source>
        <translation>Feuille lue : « {sheet} » ; feuilles ignorées : {others}.</translation>
    </message>
    <message>
        <source>{file} is password-protected; open it in a spreadsheet program and save it without a password.</source>
        <translation>{file} est protégé par un mot de passe ; ouvrez-le dans un tableur et enregistrez-le sans mot de passe.</translation>
    </message>
    <message>
        <source>{file} is too large once uncompressed; keep only the sheet and rows needed.</source>
        <translation>{file} est trop volumineux une fois décompressé ; ne conservez que la feuille et les lignes utiles.</translation>
    </message>
    <message>
        <source>Show in the CTD panel</source>
        <translation>Afficher dans le panneau CTD</translation>
    </message>
    <message>
        <source>Check the data platforms</source>
        <translation>Vérifier les plateformes de données</translation>
    </message>
    <message>
        <source>Queries every service of the regional data platforms (capabilities or one record). The output table has one row per service: platform_id, region_code, name, protocol, url and confidence, as in the list of platforms; state (answers, unreachable, refused, not_found, too_slow, too_large, busy, unreadable, exception, cancelled); detail (message of the server); seconds; records (number of records or layers, empty if not given); server (software) and checked_at. A busy service counts as available. The panel and the platform map show these results until the next check.</source>
        <translation>Interroge tous les services des plateformes régionales de données (capacités ou une fiche). La table produite a une ligne par service : platform_id, region_code, name, protocol, url et confidence, comme dans la liste des plateformes ; state (answers, unreachable, refused, not_found, too_slow, too_large, busy, unreadable, exception, cancelled) ; detail (message du serveur) ; seconds ; records (nombre de fiches ou de couches, vide s’il n’est pas indiqué) ; server (logiciel) et checked_at. Un service saturé (busy) compte comme disponible. Le panneau et la carte des plateformes présentent ces résultats jusqu’à la vérification suivante.</translation>
    </message>
    <message>
        <source>Platforms (JSON; empty: plugin’s list)</source>
        <translation>Plateformes (JSON ; vide : liste de l’extension)</translation>
    </message>
    <message>
        <source>Timeout (seconds)</source>
        <translation>Délai d’attente (secondes)</translation>
    </message>
    <message>
        <source>Service status</source>
        <translation>État des services</translation>
    </message>
    <message>
        <source>These platforms have no service address to check.</source>
        <translation>Ces plateformes n’ont aucune adresse de service à vérifier.</translation>
    </message>
    <message>
        <source>Search the regional catalogues</source>
        <translation>Rechercher dans les catalogues régionaux</translation>
    </message>
    <message>
        <source>Searches the catalogues of the regional data platforms, and the national catalogue (Géoplateforme) for regions that have none. The output table has one row per link of each dataset, and one row for a dataset without links: platform_id, region_code, record_id, title, abstract, organisation, modified; link_kind (wms, wfs, wmts, tms, ogcapi-features, arcgis, geojson, file, page), url, layer_name, format; licence, landing_page. A dataset found in several catalogues is listed once. The list of errors (JSON) has an entry per catalogue that failed (trouble, message), or whose records were partly unreadable (unread) or not downloaded (not_fetched): raise the maximum number of records to get them.</source>
        <translation>Interroge les catalogues des plateformes régionales de données, et le catalogue national (Géoplateforme) pour les régions qui n’en ont pas. La table produite a une ligne par lien de chaque jeu de données, et une ligne pour un jeu de données sans lien : platform_id, region_code, record_id, title, abstract, organisation, modified ; link_kind (wms, wfs, wmts, tms, ogcapi-features, arcgis, geojson, file, page), url, layer_name, format ; licence, landing_page. Un jeu de données présent dans plusieurs catalogues n’y figure qu’une fois. La liste des erreurs (JSON) a une entrée par catalogue en échec (trouble, message), ou dont une partie des fiches est illisible (unread) ou n’a pas été téléchargée (not_fetched) : augmentez le nombre maximal de fiches pour les obtenir.</translation>
    </message>
    <message>
        <source>Search words</source>
        <translation>Mots recherchés</translation>
    </message>
    <message>
        <source>Extent (empty: no limit)</source>
        <translation>Emprise (vide : sans limite)</translation>
    </message>
    <message>
        <source>Maximum records per catalogue</source>
        <translation>Nombre maximal de fiches par catalogue</translation>
    </message>
    <message>
        <source>Datasets found</source>
        <translation>Jeux de données trouvés</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Enter search words.</source>
        <translation>Saisissez les mots à rechercher.</translation>
    </message>
    <message>
        <source>The extent {extent} is empty or outside the valid area of its CRS; choose another.</source>
        <translation>L’emprise {extent} est vide ou dépasse le domaine de validité de son SCR ; choisissez-en une autre.</translation>
    </message>
    <message>
        <source>{name}: {reason} ({url})</source>
        <translation>{name} : {reason} ({url})</translation>
    </message>
    <message>
        <source>{name}: {records} of {matched} records in {seconds} s</source>
        <translation>{name} : {records}/{matched} fiches, en {seconds} s</translation>
    </message>
    <message>
        <source>{name}: {count} unreadable records</source>
        <translation>{name} : fiches illisibles : {count}</translation>
    </message>
    <message>
        <source>No known catalogue for this search; choose other regions, platforms or extent.</source>
        <translation>Aucun catalogue connu pour cette recherche ; choisissez d’autres régions, plateformes ou emprise.</translation>
    </message>
    <message>
        <source>No catalogue answers; check the network and the QGIS network options.</source>
        <translation>Aucun catalogue ne répond ; vérifiez le réseau et les options réseau de QGIS.</translation>
    </message>
    <message>
        <source>{found} datasets from {answered} of {asked} catalogues</source>
        <translation>Jeux de données trouvés : {found} (catalogues ayant répondu : {answered} sur {asked})</translation>
    </message>
    <message>
        <source>QGIS cannot read the response</source>
        <translation>QGIS ne sait pas lire la réponse reçue</translation>
    </message>
    <message>
        <source>the project was closed</source>
        <translation>le projet a été fermé</translation>
    </message>
    <message>
        <source>“{title}” was not added: {reason} ({place}).</source>
        <translation>« {title} » n’a pas pu être ajoutée : {reason} ({place}).</translation>
    </message>
    <message>
        <source>no complete response within {seconds} s</source>
        <translation>pas de réponse complète en {seconds} s</translation>
    </message>
    <message>
        <source>“{url}” is not an http or https address</source>
        <translation>« {url} » n’est pas une adresse http ou https</translation>
    </message>
    <message>
        <source>more than {size} MB</source>
        <translation>plus de {size} Mo</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Détail</translation>
    </message>
    <message>
        <source>Time (s)</source>
        <translation>Durée (s)</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Logiciel</translation>
    </message>
    <message>
        <source>Checked on</source>
        <translation>Vérifié le</translation>
    </message>
    <message>
        <source>“{name}” does not end in .xlsx or .csv; choose one of the two.</source>
        <translation>« {name} » ne se termine ni par .xlsx ni par .csv ; choisissez l’une des deux extensions.</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be created ({reason}).</source>
        <translation>Impossible de créer le dossier {folder} ({reason}).</translation>
    </message>
    <message>
        <source>cannot write to the folder {folder} ({reason})</source>
        <translation>impossible d’écrire dans le dossier {folder} ({reason})</translation>
    </message>
    <message>
        <source>not enough disk space for {size} MB</source>
        <translation>espace disque insuffisant pour {size} Mo</translation>
    </message>
    <message>
        <source>the file cannot be written ({reason})</source>
        <translation>impossible d’écrire le fichier ({reason})</translation>
    </message>
    <message>
        <source>“{title}” was not downloaded: {reason} ({place}).</source>
        <translation>« {title} » n’a pas pu être téléchargé : {reason} ({place}).</translation>
    </message>
    <message>
        <source>The map is empty: load a layer, or search without the map extent.</source>
        <translation>La carte est vide : chargez une couche, ou cherchez sans l’emprise de la carte.</translation>
    </message>
    <message>
        <source>{file} has no readable regions: delete it and it will be created again.</source>
        <translation>{file} ne contient aucune région lisible : supprimez-le, il sera recréé.</translation>
    </message>
    <message>
        <source>The map extent is outside the valid area of its CRS: zoom in, or search without the map extent.</source>
        <translation>L’emprise de la carte dépasse le domaine de validité de son SCR : zoomez, ou cherchez sans l’emprise de la carte.</translation>
    </message>
    <message>
        <source>No service could be reached ({reason}): check the network. The previous results are kept.</source>
        <translation>Aucun service n’a pu être joint ({reason}) : vérifiez la connexion au réseau. Les résultats précédents sont conservés.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>répond</translation>
    </message>
    <message>
        <source>{count} layer</source>
        <translation>{count} couche</translation>
    </message>
    <message>
        <source>{count} layers</source>
        <translation>{count} couches</translation>
    </message>
    <message>
        <source>{count} record</source>
        <translation>{count} fiche</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} fiches</translation>
    </message>
    <message>
        <source>no response within {seconds} s</source>
        <translation>pas de réponse en {seconds} s</translation>
    </message>
    <message>
        <source>incomplete response</source>
        <translation>réponse incomplète</translation>
    </message>
    <message>
        <source>check of the platforms</source>
        <translation>état des plateformes</translation>
    </message>
    <message>
        <source>Data platforms: not checked</source>
        <translation>Plateformes de données : non vérifiées</translation>
    </message>
    <message>
        <source>Services of the data platforms in the regions of France</source>
        <translation>Services des plateformes régionales de données</translation>
    </message>
    <message>
        <source>Services that answer
(number of regions)</source>
        <translation>Services qui répondent
(nombre de régions)</translation>
    </message>
    <message>
        <source>all answer</source>
        <translation>tous répondent</translation>
    </message>
    <message>
        <source>some answer</source>
        <translation>certains répondent</translation>
    </message>
    <message>
        <source>none answers</source>
        <translation>aucun ne répond</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Non vérifié</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>pas encore vérifiés</translation>
    </message>
    <message>
        <source>checked on {day}</source>
        <translation>vérifiés le {day}</translation>
    </message>
    <message>
        <source>checked from {first} to {last}</source>
        <translation>vérifiés du {first} au {last}</translation>
    </message>
    <message>
        <source>timeout set in the QGIS network options</source>
        <translation>délai d’attente fixé dans les options réseau de QGIS</translation>
    </message>
    <message>
        <source>{reason} (through proxy {proxy} of the QGIS network options)</source>
        <translation>{reason} (via le proxy {proxy} des options réseau de QGIS)</translation>
    </message>
    <message>
        <source>too many redirects</source>
        <translation>redirections en boucle</translation>
    </message>
    <message>
        <source>redirect refused</source>
        <translation>redirection non autorisée</translation>
    </message>
    <message>
        <source>the response was cut off: {reason}</source>
        <translation>la réponse a été interrompue : {reason}</translation>
    </message>
    <message>
        <source>State of each catalogue</source>
        <translation>État de chaque catalogue</translation>
    </message>
    <message>
        <source>{count} of {total} answered</source>
        <translation>Réponses : {count} sur {total}</translation>
    </message>
    <message>
        <source>{count} without response</source>
        <translation>{count} sans réponse</translation>
    </message>
    <message>
        <source>retry</source>
        <translation>réessayer</translation>
    </message>
    <message>
        <source>more</source>
        <translation>suite</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>vérification…</translation>
    </message>
    <message>
        <source>Check of the data platforms</source>
        <translation>Vérification des plateformes de données</translation>
    </message>
    <message>
        <source>Table exported to {path}.</source>
        <translation>Tableau exporté dans {path}.</translation>
    </message>
    <message>
        <source>Services and responses</source>
        <translation>Services et réponses</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Relancer la vérification</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>Afficher sur la carte</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>No check yet.</source>
        <translation>Aucune vérification effectuée.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Survey answers of a region</source>
        <translation>Réponses d’une région à l’enquête</translation>
    </message>
    <message>
        <source>Catalogues</source>
        <translation>Catalogues</translation>
    </message>
    <message>
        <source>Choose a layer</source>
        <translation>Choisir une couche</translation>
    </message>
    <message>
        <source>The service of “{title}” has no layer named “{name}”. Choose one of its layers.</source>
        <translation>Le service de « {title} » ne contient pas de couche nommée « {name} ». Choisissez une de ses couches.</translation>
    </message>
    <message>
        <source>The record of “{title}” does not name a layer. Choose one of the service’s layers.</source>
        <translation>La fiche de « {title} » n’indique pas de couche. Choisissez une des couches du service.</translation>
    </message>
    <message>
        <source>Filter the layers…</source>
        <translation>Filtrer les couches…</translation>
    </message>
    <message>
        <source>Words to filter the layers by</source>
        <translation>Mots pour filtrer les couches</translation>
    </message>
    <message>
        <source>Layers of the service</source>
        <translation>Couches du service</translation>
    </message>
    <message>
        <source>Add to the map</source>
        <translation>Ajouter à la carte</translation>
    </message>
    <message>
        <source>search</source>
        <translation>rechercher</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Télécharger…</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Ouvrir la page</translation>
    </message>
    <message>
        <source>Save the connection</source>
        <translation>Enregistrer la connexion</translation>
    </message>
    <message>
        <source>Download folder</source>
        <translation>Dossier de téléchargement</translation>
    </message>
    <message>
        <source>Catalogues to search</source>
        <translation>Catalogues à interroger</translation>
    </message>
    <message>
        <source>Link types shown</source>
        <translation>Types de liens affichés</translation>
    </message>
    <message>
        <source>Within the map extent</source>
        <translation>Dans l’emprise de la carte</translation>
    </message>
    <message>
        <source>All link types</source>
        <translation>Tous les types de liens</translation>
    </message>
    <message>
        <source>Map services (WMS, WMTS…)</source>
        <translation>Services cartographiques (WMS, WMTS…)</translation>
    </message>
    <message>
        <source>Features (WFS, OGC API…)</source>
        <translation>Entités (WFS, OGC API…)</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Regions to search</source>
        <translation>Régions à interroger</translation>
    </message>
    <message>
        <source>Choose regions…</source>
        <translation>Choisir des régions…</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>Toutes les régions</translation>
    </message>
    <message>
        <source>Chosen regions</source>
        <translation>Régions choisies</translation>
    </message>
    <message>
        <source>Region in the panel</source>
        <translation>Région du panneau</translation>
    </message>
    <message>
        <source>Choose at least one region.</source>
        <translation>Choisissez au moins une région.</translation>
    </message>
    <message>
        <source>No known catalogue for these regions: search all regions.</source>
        <translation>Aucun catalogue connu pour ces régions : interrogez toutes les régions.</translation>
    </message>
    <message>
        <source>Enter words and press Enter: all regional catalogues are searched at once. No request is sent before.</source>
        <translation>Saisissez des mots et appuyez sur Entrée : tous les catalogues régionaux sont interrogés à la fois. Aucune requête n’est envoyée avant.</translation>
    </message>
    <message>
        <source>Searching for “{words}”…</source>
        <translation>Recherche de « {words} »…</translation>
    </message>
    <message>
        <source>Search cancelled before any response.</source>
        <translation>Recherche annulée avant toute réponse.</translation>
    </message>
    <message>
        <source>No results for “{words}”: try fewer or other words, or more regions.</source>
        <translation>Aucun résultat pour « {words} » : essayez moins de mots, d’autres mots ou plus de régions.</translation>
    </message>
    <message>
        <source>{count} dataset found, without a link of this type: show all types.</source>
        <translation>{count} jeu de données trouvé, sans lien de ce type : affichez tous les types.</translation>
    </message>
    <message>
        <source>{count} datasets found, without a link of this type: show all types.</source>
        <translation>{count} jeux de données trouvés, sans lien de ce type : affichez tous les types.</translation>
    </message>
    <message>
        <source>{count} dataset</source>
        <translation>{count} jeu de données</translation>
    </message>
    <message>
        <source>{count} datasets</source>
        <translation>{count} jeux de données</translation>
    </message>
    <message>
        <source>{count} with links of this type</source>
        <translation>{count} avec liens de ce type</translation>
    </message>
    <message>
        <source>no catalogue answers; results from earlier searches</source>
        <translation>aucun catalogue ne répond ; résultats de recherches précédentes</translation>
    </message>
    <message>
        <source>file</source>
        <translation>fichier</translation>
    </message>
    <message>
        <source>page</source>
        <translation>page</translation>
    </message>
    <message>
        <source>(no title)</source>
        <translation>(sans titre)</translation>
    </message>
    <message>
        <source>no link</source>
        <translation>aucun lien</translation>
    </message>
    <message>
        <source>available only on the State’s internal network</source>
        <translation>accessible seulement depuis le réseau interministériel de l’État</translation>
    </message>
    <message>
        <source>user name and password removed from the address</source>
        <translation>identifiant et mot de passe retirés de l’adresse</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>interrogation…</translation>
    </message>
    <message>
        <source>{count} record unreadable</source>
        <translation>{count} fiche illisible</translation>
    </message>
    <message>
        <source>{count} records unreadable</source>
        <translation>{count} fiches illisibles</translation>
    </message>
    <message>
        <source>no results</source>
        <translation>aucun résultat</translation>
    </message>
    <message>
        <source>{count} record received</source>
        <translation>{count} fiche reçue</translation>
    </message>
    <message>
        <source>{count} records received</source>
        <translation>{count} fiches reçues</translation>
    </message>
    <message>
        <source>{count} of {matched} records received</source>
        <translation>fiches reçues : {count} sur {matched}</translation>
    </message>
    <message>
        <source>from {date}, cached from an earlier search</source>
        <translation>du {date}, en cache depuis une recherche précédente</translation>
    </message>
    <message>
        <source>Cancel additions and downloads</source>
        <translation>Annuler les ajouts et les téléchargements</translation>
    </message>
    <message>
        <source>{file} downloaded.</source>
        <translation>{file} téléchargé.</translation>
    </message>
    <message>
        <source>QGIS found no layer in {file}: open its folder to inspect it.</source>
        <translation>QGIS n’a trouvé aucune couche dans {file} : ouvrez son dossier pour l’examiner.</translation>
    </message>
    <message>
        <source>{count} result being processed</source>
        <translation>{count} résultat en cours de traitement</translation>
    </message>
    <message>
        <source>{count} results being processed</source>
        <translation>{count} résultats en cours de traitement</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} Mo</translation>
    </message>
    <message>
        <source>Check the platforms…</source>
        <translation>Vérifier les plateformes…</translation>
    </message>
    <message>
        <source>ctd-platforms</source>
        <translation>ctd-plateformes</translation>
    </message>
    <message>
        <source>Earlier edition to compare with (survey or ctd.gpkg)</source>
        <translation>Édition antérieure à comparer (enquête ou ctd.gpkg)</translation>
    </message>
    <message>
        <source>Otherwise compare with the bundled edition</source>
        <translation>À défaut, comparer avec l’édition fournie avec l’extension</translation>
    </message>
    <message>
        <source>Compare two editions of the survey</source>
        <translation>Comparer deux éditions de l’enquête</translation>
    </message>
    <message>
        <source>Earlier edition (survey or ctd.gpkg; empty: bundled edition)</source>
        <translation>Édition antérieure (enquête ou ctd.gpkg ; vide : édition fournie avec l’extension)</translation>
    </message>
    <message>
        <source>Later edition (survey or ctd.gpkg)</source>
        <translation>Édition récente (enquête ou ctd.gpkg)</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Évolutions</translation>
    </message>
    <message>
        <source>From “{before}” to “{after}”: {counts}.</source>
        <translation>De « {before} » à « {after} » : {counts}.</translation>
    </message>
    <message>
        <source>There is nothing to compare: choose a survey, an earlier edition, or both.</source>
        <translation>Il n’y a rien à comparer : choisissez une enquête, une édition antérieure, ou les deux.</translation>
    </message>
    <message>
        <source>Surveys and results</source>
        <translation>Enquêtes et résultats</translation>
    </message>
    <message>
        <source>{edition}: row {row} (“{value}”) ignored.</source>
        <translation>{edition} : ligne {row} (« {value} ») ignorée.</translation>
    </message>
    <message>
        <source>No region of “{before}” is in “{after}”: all {count} are reported as gone; check the later file.</source>
        <translation>Aucune région de « {before} » ne figure dans « {after} » : les {count} régions sont signalées comme disparues ; vérifiez le fichier le plus récent.</translation>
    </message>
    <message>
        <source>Nothing changed between “{before}” and “{after}”.</source>
        <translation>Rien n’a changé entre « {before} » et « {after} ».</translation>
    </message>
    <message>
        <source>Column “{column}” not compared: present in “{edition}” only.</source>
        <translation>Colonne « {column} » non comparée : présente seulement dans « {edition} ».</translation>
    </message>
    <message>
        <source>In neither edition: {regions}.</source>
        <translation>Dans aucune des deux éditions : {regions}.</translation>
    </message>
    <message>
        <source>{region}: status missing or not recognised; change not assessed.</source>
        <translation>{region} : statut absent ou non reconnu ; évolution non évaluée.</translation>
    </message>
    <message>
        <source>{region}: {figure} not compared: scope changed from {before} to {after}.</source>
        <translation>{region} : écart non calculé ({figure}) : le périmètre passe de « {before} » à « {after} ».</translation>
    </message>
    <message>
        <source>{region}: {figure} not compared: range in one edition.</source>
        <translation>{region} : écart non calculé ({figure}) : fourchette dans une édition.</translation>
    </message>
    <message>
        <source>{region}: {figure} present in one edition only.</source>
        <translation>{region} : chiffre présent dans une seule édition ({figure}).</translation>
    </message>
    <message>
        <source>{file} is not a survey GeoPackage; choose a survey or a ctd.gpkg created by this plugin.</source>
        <translation>{file} n’est pas un GeoPackage d’enquête ; choisissez une enquête ou un ctd.gpkg créé par cette extension.</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>Ce qui a changé</translation>
    </message>
    <message>
        <source>Texts changed</source>
        <translation>Textes modifiés</translation>
    </message>
    <message>
        <source>Differences are computed only where both editions count the same; otherwise both values are given.</source>
        <translation>Écarts calculés à périmètre identique seulement ; sinon, les deux valeurs sont indiquées.</translation>
    </message>
    <message>
        <source>From “{before}” to “{after}”.</source>
        <translation>De « {before} » à « {after} ».</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>inchangé</translation>
    </message>
    <message>
        <source>not compared: range</source>
        <translation>non comparé : fourchette</translation>
    </message>
    <message>
        <source>not compared: {before}, then {after}</source>
        <translation>non comparé : {before}, puis {after}</translation>
    </message>
    <message>
        <source>Since “{edition}”:</source>
        <translation>Depuis « {edition} » :</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>Rien n’a changé.</translation>
    </message>
    <message>
        <source>New answer</source>
        <translation>Nouvelle réponse</translation>
    </message>
    <message>
        <source>Same status</source>
        <translation>Statut inchangé</translation>
    </message>
    <message>
        <source>Answer withdrawn</source>
        <translation>Réponse retirée</translation>
    </message>
    <message>
        <source>No status to compare</source>
        <translation>Pas de statut à comparer</translation>
    </message>
    <message>
        <source>In neither edition</source>
        <translation>Dans aucune des deux éditions</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>Considered</source>
        <translation>Réflexion</translation>
    </message>
    <message>
        <source>Being set up</source>
        <translation>Préfiguration</translation>
    </message>
    <message>
        <source>In place</source>
        <translation>Existant</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Préfig.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Évolution</translation>
    </message>
    <message>
        <source>CTD status before</source>
        <translation>Statut du CTD avant</translation>
    </message>
    <message>
        <source>CTD status after</source>
        <translation>Statut du CTD après</translation>
    </message>
    <message>
        <source>Date or planned date before</source>
        <translation>Date ou échéance avant</translation>
    </message>
    <message>
        <source>Date or planned date after</source>
        <translation>Date ou échéance après</translation>
    </message>
    <message>
        <source>Staff before (FTE)</source>
        <translation>Effectifs avant (ETP)</translation>
    </message>
    <message>
        <source>Staff before, upper end</source>
        <translation>Effectifs avant, haut de la fourchette</translation>
    </message>
    <message>
        <source>Scope of the staff before</source>
        <translation>Périmètre des effectifs avant</translation>
    </message>
    <message>
        <source>Staff after (FTE)</source>
        <translation>Effectifs après (ETP)</translation>
    </message>
    <message>
        <source>Staff after, upper end</source>
        <translation>Effectifs après, haut de la fourchette</translation>
    </message>
    <message>
        <source>Scope of the staff after</source>
        <translation>Périmètre des effectifs après</translation>
    </message>
    <message>
        <source>Difference in staff (FTE)</source>
        <translation>Écart d’effectifs (ETP)</translation>
    </message>
    <message>
        <source>Yearly budget before (€)</source>
        <translation>Budget annuel avant (€)</translation>
    </message>
    <message>
        <source>Yearly budget before, upper end</source>
        <translation>Budget annuel avant, haut de la fourchette</translation>
    </message>
    <message>
        <source>Scope of the budget before</source>
        <translation>Périmètre du budget avant</translation>
    </message>
    <message>
        <source>Yearly budget after (€)</source>
        <translation>Budget annuel après (€)</translation>
    </message>
    <message>
        <source>Yearly budget after, upper end</source>
        <translation>Budget annuel après, haut de la fourchette</translation>
    </message>
    <message>
        <source>Scope of the budget after</source>
        <translation>Périmètre du budget après</translation>
    </message>
    <message>
        <source>Difference in yearly budget (€)</source>
        <translation>Écart de budget annuel (€)</translation>
    </message>
    <message>
        <source>Number of texts changed</source>
        <translation>Nombre de textes modifiés</translation>
    </message>
    <message>
        <source>Edition before</source>
        <translation>Édition antérieure</translation>
    </message>
    <message>
        <source>Edition after</source>
        <translation>Édition récente</translation>
    </message>
    <message>
        <source>Text before</source>
        <translation>Texte avant</translation>
    </message>
    <message>
        <source>Text after</source>
        <translation>Texte après</translation>
    </message>
    <message>
        <source>CTD – changes by region</source>
        <translation>CTD – évolutions par région</translation>
    </message>
    <message>
        <source>CTD – texts changed</source>
        <translation>CTD – textes modifiés</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>évolutions</translation>
    </message>
    <message>
        <source>Changes in the CTD</source>
        <translation>Évolution des CTD</translation>
    </message>
    <message>
        <source>Change of the status
(number of regions)</source>
        <translation>Évolution du statut
(nombre de régions)</translation>
    </message>
    <message>
        <source>from “{before}” to “{after}”</source>
        <translation>de « {before} » à « {after} »</translation>
    </message>
    <message>
        <source>These data cover one edition only: build the project with an earlier edition to map the changes.</source>
        <translation>Ces données ne concernent qu’une édition : construisez le projet avec une édition antérieure pour représenter les évolutions.</translation>
    </message>
    <message>
        <source>Not comparable</source>
        <translation>Non comparable</translation>
    </message>
    <message>
        <source>Regional data committees: nothing has changed</source>
        <translation>Comités territoriaux de la donnée : rien n’a changé</translation>
    </message>
    <message>
        <source>{mark} no answer.</source>
        <translation>{mark} : non renseigné.</translation>
    </message>
    <message>
        <source>Answers reworded: {count}, in {regions} region.</source>
        <translation>Réponses modifiées : {count}, dans {regions} région.</translation>
    </message>
    <message>
        <source>Answers reworded: {count}, in {regions} regions.</source>
        <translation>Réponses modifiées : {count}, dans {regions} régions.</translation>
    </message>
    <message>
        <source>Save a template of the survey</source>
        <translation>Enregistrer un modèle de l’enquête</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>“{quote}” ignored</source>
        <translation>« {quote} » ignoré</translation>
    </message>
    <message>
        <source>“{quote}” read as {value}</source>
        <translation>« {quote} » lu comme {value}</translation>
    </message>
    <message>
        <source>Figures changed by hand: {figures}.</source>
        <translation>Chiffres modifiés manuellement : {figures}.</translation>
    </message>
    <message>
        <source>Recipe: columns missing from this file: {columns}.</source>
        <translation>Recette : colonnes absentes de ce fichier : {columns}.</translation>
    </message>
    <message>
        <source>Columns unknown to the recipe: {columns}.</source>
        <translation>Colonnes inconnues de la recette : {columns}.</translation>
    </message>
    <message>
        <source>Recipe: region choices match no row: {values}.</source>
        <translation>Recette : choix de région sans ligne correspondante : {values}.</translation>
    </message>
    <message>
        <source>Recipe: row choices no longer apply: {regions}.</source>
        <translation>Recette : choix de ligne qui ne s’appliquent plus : {regions}.</translation>
    </message>
    <message>
        <source>Recipe: statuses missing from this file: {values}.</source>
        <translation>Recette : statuts absents de ce fichier : {values}.</translation>
    </message>
    <message>
        <source>Recipe: figure corrections no longer apply: {figures}.</source>
        <translation>Recette : corrections de chiffres qui ne s’appliquent plus : {figures}.</translation>
    </message>
    <message>
        <source>{values} and {count} more</source>
        <translation>{values} et {count} de plus</translation>
    </message>
    <message>
        <source>{file} is not a recipe of this plugin and was not replaced; choose another name.</source>
        <translation>{file} n’est pas une recette de cette extension et n’a pas été remplacé ; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>{file} is a version {version} recipe, not supported by this plugin; upgrade the plugin.</source>
        <translation>{file} est une recette de version {version}, non prise en charge ; mettez l’extension à jour.</translation>
    </message>
    <message>
        <source>The recipe {file} is invalid (at “{place}”); correct it.</source>
        <translation>La recette {file} n’est pas valide (à « {place} ») ; corrigez-la.</translation>
    </message>
    <message>
        <source>{file} is not a recipe of this plugin; choose the file that ends in .recipe.json.</source>
        <translation>{file} n’est pas une recette de cette extension ; choisissez le fichier qui se termine par .recipe.json.</translation>
    </message>
    <message>
        <source>Only the first {count} names were matched approximately; the others had to be exact.</source>
        <translation>Recherche approchée limitée aux {count} premiers noms ; les autres devaient être exacts.</translation>
    </message>
    <message>
        <source>{count} rows match no region; only the first {told} are listed.</source>
        <translation>{count} lignes ne correspondent à aucune région ; seules les {told} premières sont listées.</translation>
    </message>
    <message>
        <source>“{value}” was ignored, as chosen.</source>
        <translation>« {value} » a été ignoré, selon votre choix.</translation>
    </message>
    <message>
        <source>“{value}” was read as {name}, as chosen.</source>
        <translation>« {value} » a été lu comme {name}, selon votre choix.</translation>
    </message>
    <message>
        <source>The status “{value}” was ignored, as chosen.</source>
        <translation>Le statut « {value} » a été ignoré, selon votre choix.</translation>
    </message>
    <message>
        <source>The status “{value}” was read as “{label}”, as chosen.</source>
        <translation>Le statut « {value} » a été lu comme « {label} », selon votre choix.</translation>
    </message>
    <message>
        <source>Non-printable characters removed ({count}).</source>
        <translation>Caractères non affichables supprimés ({count}).</translation>
    </message>
    <message>
        <source>{file} is too large ({size} MB); keep only the rows and columns needed.</source>
        <translation>{file} est trop volumineux ({size} Mo) ; ne conservez que les lignes et colonnes utiles.</translation>
    </message>
    <message>
        <source>{name} does not end in .xlsx or .ods; choose one of the two.</source>
        <translation>{name} ne se termine ni par .xlsx ni par .ods ; choisissez l’une des deux extensions.</translation>
    </message>
    <message>
        <source>The cell “{column}” of {region} exceeds the limit of {most} characters per cell.</source>
        <translation>La cellule « {column} » de {region} dépasse la limite de {most} caractères par cellule.</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>Enquête</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listes</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Mode d’emploi</translation>
    </message>
    <message>
        <source>Sheet column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>Regions of France</source>
        <translation>Régions de France</translation>
    </message>
    <message>
        <source>Statuses</source>
        <translation>Statuts</translation>
    </message>
    <message>
        <source>Insee code (2016), two characters: 01, not 1.</source>
        <translation>Code Insee 2016 sur deux caractères : 01 et non 1.</translation>
    </message>
    <message>
        <source>One of the 18 regions; one row per region.</source>
        <translation>L’une des 18 régions ; une ligne par région.</translation>
    </message>
    <message>
        <source>One of the four answers of the list.</source>
        <translation>L’une des quatre réponses de la liste.</translation>
    </message>
    <message>
        <source>Background to the status: history, strategies, who initiated it.</source>
        <translation>Éléments expliquant le statut : historique, stratégies, initiative de la démarche.</translation>
    </message>
    <message>
        <source>Date or planned date of the CTD, in plain words: 24/02/2025, “en 2026”.</source>
        <translation>Date ou échéance du CTD, en clair : 24/02/2025, « en 2026 ».</translation>
    </message>
    <message>
        <source>Legal or contractual form: GIP, association, convention, charter, CPER, or none.</source>
        <translation>Forme juridique ou contractuelle : GIP, association, convention, charte, CPER, ou aucune.</translation>
    </message>
    <message>
        <source>What is expected of the CTD, decisions it should take.</source>
        <translation>Attentes vis-à-vis du CTD, décisions attendues.</translation>
    </message>
    <message>
        <source>Meetings and bodies: Copil, Cotech, commissions, groups and how often they meet.</source>
        <translation>Réunions et instances : Copil, Cotech, commissions, groupes, et leur fréquence.</translation>
    </message>
    <message>
        <source>Who leads, chairs or provides the secretariat; coordination of the network.</source>
        <translation>Pilotage, présidence, secrétariat ; animation du réseau.</translation>
    </message>
    <message>
        <source>Members, signatories, colleges, membership terms.</source>
        <translation>Membres, signataires, collèges, conditions d’adhésion.</translation>
    </message>
    <message>
        <source>Staff and funding, with units: “3 ETP dont 2 Région”, “env 1 M€ / an”, “2 M€ sur 6 ans”; funding bodies.</source>
        <translation>Effectifs et financements, avec leurs unités : « 3 ETP dont 2 Région », « env 1 M€ / an », « 2 M€ sur 6 ans » ; financeurs.</translation>
    </message>
    <message>
        <source>Platforms and their technology.</source>
        <translation>Plateformes et leur technologie.</translation>
    </message>
    <message>
        <source>Participation in the CNIG and other national bodies.</source>
        <translation>Participation au CNIG et aux autres instances nationales.</translation>
    </message>
    <message>
        <source>Addresses and named contact points.</source>
        <translation>Adresses et points de contact.</translation>
    </message>
    <message>
        <source>Websites, LinkedIn, promotion of the platform.</source>
        <translation>Sites web, LinkedIn, actions de communication sur la plateforme.</translation>
    </message>
    <message>
        <source>Use cases and flagship projects.</source>
        <translation>Cas d’usage et projets phares.</translation>
    </message>
    <message>
        <source>Difficulties and challenges.</source>
        <translation>Difficultés et enjeux.</translation>
    </message>
    <message>
        <source>Road map, next steps.</source>
        <translation>Feuille de route, prochaines étapes.</translation>
    </message>
    <message>
        <source>Reference documents and links.</source>
        <translation>Documents et liens de référence.</translation>
    </message>
    <message>
        <source>Date of the interview, in plain words.</source>
        <translation>Date de l’entretien, en clair.</translation>
    </message>
    <message>
        <source>Respondents: personal data, shown on no map unless requested.</source>
        <translation>Répondants : donnée personnelle, absente des cartes sauf demande expresse.</translation>
    </message>
    <message>
        <source>Keep the headings; columns may be moved, left empty or removed, except region and status.</source>
        <translation>Conservez les en-têtes ; les colonnes peuvent être déplacées, laissées vides ou supprimées, sauf la région et le statut.</translation>
    </message>
    <message>
        <source>Every cell is text: 01 stays 01, and a cell that starts with = is not a formula.</source>
        <translation>Toutes les cellules sont du texte : 01 reste 01, et une cellule qui commence par = n’est pas une formule.</translation>
    </message>
    <message>
        <source>A cell may contain several lines; do not merge cells.</source>
        <translation>Une cellule peut contenir plusieurs lignes ; ne fusionnez pas de cellules.</translation>
    </message>
    <message>
        <source>Merged cells: their text was copied to each row ({count}: {ranges}).</source>
        <translation>Cellules fusionnées : leur texte a été répété sur chaque ligne ({count} : {ranges}).</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no features; choose another.</source>
        <translation>La couche « {layer} » ne contient aucune entité ; choisissez-en une autre.</translation>
    </message>
    <message>
        <source>Import a survey</source>
        <translation>Importer une enquête</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Content of each column of the file. Correct what was not recognised; your choices are remembered for files with the same headings.</source>
        <translation>Contenu de chaque colonne du fichier. Corrigez ce qui n’a pas été reconnu ; vos choix sont mémorisés pour les fichiers de mêmes en-têtes.</translation>
    </message>
    <message>
        <source>Column of the file</source>
        <translation>Colonne du fichier</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Exemple</translation>
    </message>
    <message>
        <source>Column of the survey</source>
        <translation>Colonne de l’enquête</translation>
    </message>
    <message>
        <source>Choose the column that contains the region’s name or code.</source>
        <translation>Choisissez la colonne qui contient le nom ou le code de la région.</translation>
    </message>
    <message>
        <source>Choose the column that contains the status.</source>
        <translation>Choisissez la colonne qui contient le statut.</translation>
    </message>
    <message>
        <source>Missing from the file: {columns}.</source>
        <translation>Absentes du fichier : {columns}.</translation>
    </message>
    <message>
        <source>— ignore —</source>
        <translation>— ignorer —</translation>
    </message>
    <message>
        <source>Figure: staff (FTE)</source>
        <translation>Chiffre : effectif (ETP)</translation>
    </message>
    <message>
        <source>Figure: yearly budget (€)</source>
        <translation>Chiffre : budget annuel (€)</translation>
    </message>
    <message>
        <source>Staff and budgets read from the survey, each with its source passage. Untick what is not a figure; correct the selected one below. For each region, maps show the staff and the budget ticked under “Map”.</source>
        <translation>Effectifs et budgets lus dans l’enquête, chacun avec son passage source. Décochez ce qui n’est pas un chiffre ; corrigez ci-dessous le chiffre sélectionné. Pour chaque région, les cartes représentent l’effectif et le budget cochés sous « Carte ».</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conserver</translation>
    </message>
    <message>
        <source>Source passage</source>
        <translation>Passage source</translation>
    </message>
    <message>
        <source>Read as</source>
        <translation>Lu comme</translation>
    </message>
    <message>
        <source>Reading the figures…</source>
        <translation>Lecture des chiffres…</translation>
    </message>
    <message>
        <source>Show this figure on the maps</source>
        <translation>Représenter ce chiffre sur les cartes</translation>
    </message>
    <message>
        <source>Keep this figure</source>
        <translation>Conserver ce chiffre</translation>
    </message>
    <message>
        <source>{before}“{quote}”{after}</source>
        <translation>{before}« {quote} »{after}</translation>
    </message>
    <message>
        <source>“{value}” is not a number; the previous value is kept.</source>
        <translation>« {value} » n’est pas un nombre ; la valeur précédente est conservée.</translation>
    </message>
    <message>
        <source>Matching of regions</source>
        <translation>Rattachement des régions</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>Dans le fichier</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>Reconnue</translation>
    </message>
    <message>
        <source>Accept the suggestion</source>
        <translation>Accepter la suggestion</translation>
    </message>
    <message>
        <source>Row used</source>
        <translation>Ligne retenue</translation>
    </message>
    <message>
        <source>Several rows for these regions; choose the one to use.</source>
        <translation>Plusieurs lignes pour ces régions ; choisissez celle à retenir.</translation>
    </message>
    <message>
        <source>Matching {count} rows…</source>
        <translation>Rattachement des lignes ({count})…</translation>
    </message>
    <message>
        <source>as chosen</source>
        <translation>selon votre choix</translation>
    </message>
    <message>
        <source>no: {names}?</source>
        <translation>non : {names} ?</translation>
    </message>
    <message>
        <source>row {row}: {words}</source>
        <translation>ligne {row} : {words}</translation>
    </message>
    <message>
        <source>{matched} of {regions} regions have a row.</source>
        <translation>Régions avec une ligne : {matched} sur {regions}.</translation>
    </message>
    <message>
        <source>Rows without a region, ignored: {count}.</source>
        <translation>Lignes sans région, ignorées : {count}.</translation>
    </message>
    <message>
        <source>{count} not shown.</source>
        <translation>Non affichées : {count}.</translation>
    </message>
    <message>
        <source>Duplicate rows ignored: {count}.</source>
        <translation>Lignes en double, ignorées : {count}.</translation>
    </message>
    <message>
        <source>Regions without a row: {names}.</source>
        <translation>Régions sans ligne : {names}.</translation>
    </message>
    <message>
        <source>{name} (suggested)</source>
        <translation>{name} (suggestion)</translation>
    </message>
    <message>
        <source>by code</source>
        <translation>par le code</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>par le nom</translation>
    </message>
    <message>
        <source>by alias</source>
        <translation>par un autre nom</translation>
    </message>
    <message>
        <source>by similar spelling</source>
        <translation>par ressemblance</translation>
    </message>
    <message>
        <source>The survey to import</source>
        <translation>L’enquête à importer</translation>
    </message>
    <message>
        <source>Choose a spreadsheet or a CSV file with one row per region, or a table open in QGIS. The source is never modified; nothing is written before the last page.</source>
        <translation>Choisissez un classeur ou un fichier CSV avec une ligne par région, ou une table ouverte dans QGIS. La source n’est jamais modifiée ; aucun fichier n’est écrit avant la dernière page.</translation>
    </message>
    <message>
        <source>Recipes</source>
        <translation>Recettes</translation>
    </message>
    <message>
        <source>optional: the choices of an earlier import</source>
        <translation>facultatif : choix d’un import précédent</translation>
    </message>
    <message>
        <source>Save a template…</source>
        <translation>Enregistrer un modèle…</translation>
    </message>
    <message>
        <source>Or project layer</source>
        <translation>Ou couche du projet</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Feuille</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Recette</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <translation>Lecture de {name}…</translation>
    </message>
    <message>
        <source>{rows} rows, {columns} columns.</source>
        <translation>Lignes : {rows} ; colonnes : {columns}.</translation>
    </message>
    <message>
        <source>Preview limited to the first rows.</source>
        <translation>Aperçu limité aux premières lignes.</translation>
    </message>
    <message>
        <source>Map class</source>
        <translation>Classe de la carte</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(vide)</translation>
    </message>
    <message>
        <source>Without a class, shown as “No answer”: {regions}.</source>
        <translation>Sans classe, représentées en « Non renseigné » : {regions}.</translation>
    </message>
    <message>
        <source>Every status has a class.</source>
        <translation>Chaque statut a une classe.</translation>
    </message>
    <message>
        <source>— no class —</source>
        <translation>— sans classe —</translation>
    </message>
    <message>
        <source>Summary and destination</source>
        <translation>Récapitulatif et destination</translation>
    </message>
    <message>
        <source>Show the result in this project</source>
        <translation>Afficher le résultat dans ce projet</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Comparer avec</translation>
    </message>
    <message>
        <source>— no earlier edition —</source>
        <translation>— aucune édition antérieure —</translation>
    </message>
    <message>
        <source>bundled survey</source>
        <translation>enquête fournie avec l’extension</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <translation>Écriture de {name}…</translation>
    </message>
    <message>
        <source>{name}: {rows} rows, {matched} of {regions} regions matched.</source>
        <translation>{name}. Lignes : {rows} ; régions reconnues : {matched} sur {regions}.</translation>
    </message>
    <message>
        <source>Rows ignored: {unmatched} without a region, {duplicates} duplicates.</source>
        <translation>Lignes ignorées : {unmatched} sans région, {duplicates} en double.</translation>
    </message>
    <message>
        <source>Figures ignored: {count}.</source>
        <translation>Chiffres ignorés : {count}.</translation>
    </message>
    <message>
        <source>Remarks on the file ({count}):</source>
        <translation>Remarques sur le fichier ({count}) :</translation>
    </message>
    <message>
        <source>Empty, with the 18 regions…</source>
        <translation>Vide, avec les 18 régions…</translation>
    </message>
    <message>
        <source>With the bundled survey…</source>
        <translation>Avec l’enquête fournie avec l’extension…</translation>
    </message>
    <message>
        <source>Save a template</source>
        <translation>Enregistrer un modèle</translation>
    </message>
    <message>
        <source>Template saved to {path}.</source>
        <translation>Modèle enregistré dans {path}.</translation>
    </message>
    <message>
        <source>Not usable ({reason}).</source>
        <translation>Inutilisable ({reason}).</translation>
    </message>
    <message>
        <source>Import your own survey…</source>
        <translation>Importer votre propre enquête…</translation>
    </message>
    <message>
        <source>Share the survey</source>
        <translation>Partager l’enquête</translation>
    </message>
    <message>
        <source>Writes the regions, answers and platforms to a GeoPackage, or to a PostGIS schema through a connection stored in QGIS, with one style per theme. A schema from an earlier sharing is replaced in one transaction; a schema that holds other tables is refused. The optional project opens the shared layers and contains no password.</source>
        <translation>Écrit les régions, les réponses et les plateformes dans un GeoPackage, ou dans un schéma PostGIS au moyen d’une connexion enregistrée dans QGIS, avec un style par thème. Un schéma issu d’un partage précédent est remplacé en une seule transaction ; un schéma qui contient d’autres tables est refusé. Le projet, facultatif, ouvre les couches partagées et ne contient aucun mot de passe.</translation>
    </message>
    <message>
        <source>GeoPackage to share (empty: layers of the open project, otherwise the bundled ones)</source>
        <translation>GeoPackage à partager (vide : couches du projet ouvert ou, à défaut, celles de l’extension)</translation>
    </message>
    <message>
        <source>PostgreSQL connection</source>
        <translation>Connexion PostgreSQL</translation>
    </message>
    <message>
        <source>Database schema</source>
        <translation>Schéma de la base de données</translation>
    </message>
    <message>
        <source>GeoPackage, if no connection is chosen</source>
        <translation>GeoPackage, si aucune connexion n’est choisie</translation>
    </message>
    <message>
        <source>Choose either a PostgreSQL connection or a GeoPackage as the destination.</source>
        <translation>Choisissez comme destination soit une connexion PostgreSQL, soit un GeoPackage.</translation>
    </message>
    <message>
        <source>Sharing the layers of {source}.</source>
        <translation>Partage des couches de {source}.</translation>
    </message>
    <message>
        <source>QGIS cannot read the table “{layer}” of the schema {schema}: check the connection and its privileges.</source>
        <translation>QGIS ne peut pas lire la table « {layer} » du schéma {schema} : vérifiez la connexion et ses droits.</translation>
    </message>
    <message>
        <source>The database of the connection “{connection}” did not respond ({reason}): check the connection in the QGIS Data Source Manager.</source>
        <translation>La base de données de la connexion « {connection} » n’a pas répondu ({reason}) : vérifiez la connexion dans le Gestionnaire de sources de données de QGIS.</translation>
    </message>
    <message>
        <source>The connection to the database was lost during the commit ({reason}): the commit may have succeeded; check the database.</source>
        <translation>La connexion à la base a été perdue pendant la validation ({reason}) : l’écriture a peut-être abouti ; vérifiez la base.</translation>
    </message>
    <message>
        <source>the connection was lost</source>
        <translation>la connexion a été perdue</translation>
    </message>
    <message>
        <source>reason not given</source>
        <translation>cause non indiquée</translation>
    </message>
    <message>
        <source>QGIS was installed without the PostgreSQL provider: install it, or share to a GeoPackage.</source>
        <translation>QGIS est installé sans le fournisseur de données PostgreSQL : installez-le, ou partagez vers un GeoPackage.</translation>
    </message>
    <message>
        <source>QGIS has no PostgreSQL connection “{connection}”: create it first in the Data Source Manager.</source>
        <translation>QGIS n’a pas de connexion PostgreSQL « {connection} » : créez-la d’abord dans le Gestionnaire de sources de données.</translation>
    </message>
    <message>
        <source>The database {database} is read-only: choose another connection.</source>
        <translation>La base de données {database} est en lecture seule : choisissez une autre connexion.</translation>
    </message>
    <message>
        <source>PostGIS was not found in the database {database}: ask its administrator to run “CREATE EXTENSION postgis”, or to add the PostGIS schema to the search path, then restart QGIS.</source>
        <translation>PostGIS est introuvable dans la base de données {database} : demandez à son administrateur d’exécuter « CREATE EXTENSION postgis », ou d’ajouter le schéma de PostGIS au chemin de recherche, puis redémarrez QGIS.</translation>
    </message>
    <message>
        <source>{user} may not create a schema in the database {database}: ask its administrator for a schema {schema} with write privileges for {user}.</source>
        <translation>{user} n’a pas le droit de créer un schéma dans la base de données {database} : demandez à son administrateur un schéma {schema} avec droit d’écriture pour {user}.</translation>
    </message>
    <message>
        <source>{user} may not write to the schema {schema}: ask the administrator of {database} for this privilege.</source>
        <translation>{user} n’a pas le droit d’écrire dans le schéma {schema} : demandez ce droit à l’administrateur de {database}.</translation>
    </message>
    <message>
        <source>“{schema}” is not a valid schema name: choose a name of 1 to {length} bytes that does not start with “pg_”.</source>
        <translation>« {schema} » n’est pas un nom de schéma valide : choisissez un nom de 1 à {length} octets, qui ne commence pas par « pg_ ».</translation>
    </message>
    <message>
        <source>The schema {schema} contains tables that were not created by this plugin: choose another or a new schema.</source>
        <translation>Le schéma {schema} contient des tables qui n’ont pas été créées par cette extension : choisissez un autre schéma ou un nouveau.</translation>
    </message>
    <message>
        <source>The tables of the schema {schema} belong to {owner}; {user} may not replace them: choose another schema, or ask for the role {owner}.</source>
        <translation>Les tables du schéma {schema} appartiennent à {owner} ; {user} n’a pas le droit de les remplacer : choisissez un autre schéma, ou demandez le rôle {owner}.</translation>
    </message>
    <message>
        <source>The view {view} depends on the tables of the schema {schema}, which therefore cannot be replaced: drop the view and create it again after sharing, or choose another schema.</source>
        <translation>La vue {view} dépend des tables du schéma {schema}, qui ne peuvent donc pas être remplacées : supprimez la vue puis recréez-la après le partage, ou choisissez un autre schéma.</translation>
    </message>
    <message>
        <source>The project opens the GeoPackage from its own folder: choose the same folder for both.</source>
        <translation>Le projet ouvre le GeoPackage situé dans son dossier : choisissez le même dossier pour les deux.</translation>
    </message>
    <message>
        <source>The database interrupted the sharing ({reason}); the schema {schema} is unchanged.</source>
        <translation>La base de données a interrompu le partage ({reason}) ; le schéma {schema} est inchangé.</translation>
    </message>
    <message>
        <source>{count} rows of “{table}” match no row of “{parent}”; they were shared all the same.</source>
        <translation>Lignes de « {table} » sans correspondance dans « {parent} » : {count} ; elles ont été partagées quand même.</translation>
    </message>
    <message>
        <source>The layers were shared, but QGIS cannot read them: restart QGIS, then share again.</source>
        <translation>Les couches ont été partagées, mais QGIS ne parvient pas à les lire : redémarrez QGIS, puis relancez le partage.</translation>
    </message>
    <message>
        <source>The styles could not be saved with the layers ({reason}); they are in the project. In a database, ask the administrator for write privileges on the table layer_styles.</source>
        <translation>Les styles n’ont pas pu être enregistrés avec les couches ({reason}) ; ils sont dans le projet. Dans une base de données, demandez à l’administrateur le droit d’écrire dans la table layer_styles.</translation>
    </message>
    <message>
        <source>ctd-template</source>
        <translation>modele-ctd</translation>
    </message>
    <message>
        <source>Sharing the survey…</source>
        <translation>Partage de l’enquête…</translation>
    </message>
    <message>
        <source>Survey shared to the schema {schema} of “{connection}”.</source>
        <translation>Enquête partagée dans le schéma {schema} de « {connection} ».</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schéma</translation>
    </message>
    <message>
        <source>No PostgreSQL connection yet: create one in the Data Source Manager.</source>
        <translation>Aucune connexion PostgreSQL : créez-en une dans le Gestionnaire de sources de données.</translation>
    </message>
    <message>
        <source>Project file (optional)</source>
        <translation>Fichier de projet (facultatif)</translation>
    </message>
    <message>
        <source>Enter the destination schema.</source>
        <translation>Indiquez le schéma de destination.</translation>
    </message>
    <message>
        <source>Choose a GeoPackage (.gpkg) as the destination.</source>
        <translation>Choisissez un GeoPackage (.gpkg) comme destination.</translation>
    </message>
    <message>
        <source>Choose a project file that ends in .qgz.</source>
        <translation>Choisissez un fichier de projet avec l’extension .qgz.</translation>
    </message>
    <message>
        <source>Share the survey…</source>
        <translation>Partager l’enquête…</translation>
    </message>
    <message>
        <source>Dissolve to regions</source>
        <translation>Regrouper en régions</translation>
    </message>
    <message>
        <source>Dissolves communes, cantons, departments, pre-2016 regions, or EPCI with a department field, into the 18 regions. The region field is detected from its name and values: codes or names of regions or departments, Insee codes of communes or cantons. Invalid geometries are fixed; missing, overlapping or misplaced features are reported in the log. The input layer is not changed.</source>
        <translation>Regroupe en 18 régions des communes, des cantons, des départements, des régions d’avant 2016, ou des EPCI dotés d’un champ de département. Le champ de région est détecté d’après son nom et ses valeurs : codes ou noms de régions ou de départements, codes Insee de communes ou de cantons. Les géométries invalides sont réparées ; les entités manquantes, superposées ou mal placées sont signalées dans le journal. La couche en entrée n’est pas modifiée.</translation>
    </message>
    <message>
        <source>Communes, cantons, departments or other units</source>
        <translation>Communes, cantons, départements ou autres entités</translation>
    </message>
    <message>
        <source>Region field (empty: auto-detect)</source>
        <translation>Champ de la région (vide : détection automatique)</translation>
    </message>
    <message>
        <source>Feature {number}: {problem}</source>
        <translation>Entité {number} : {problem}</translation>
    </message>
    <message>
        <source>Download IGN boundaries</source>
        <translation>Télécharger les limites de l’IGN</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Downloads the 18 regions of ADMIN EXPRESS (Licence Ouverte 2.0) from the Géoplateforme, which takes up to a minute, into a GeoPackage that can be used as boundaries. The service does not state its edition, so the download date is recorded. The result is cached in the user profile: the network is used again only on request.</source>
        <translation>Télécharge depuis la Géoplateforme les 18 régions d’ADMIN EXPRESS (Licence Ouverte 2.0), en une minute au plus, dans un GeoPackage utilisable comme limites. Le service n’indique pas le millésime : la date de téléchargement est enregistrée. Le résultat est mis en cache dans le profil utilisateur : le réseau n’est réutilisé que sur demande.</translation>
    </message>
    <message>
        <source>Level of detail</source>
        <translation>Niveau de détail</translation>
    </message>
    <message>
        <source>Download again, even if cached</source>
        <translation>Télécharger à nouveau, même si un résultat est en cache</translation>
    </message>
    <message>
        <source>WFS address</source>
        <translation>Adresse du WFS</translation>
    </message>
    <message>
        <source>{file} is not a GeoPackage; choose a name that ends in .gpkg.</source>
        <translation>{file} n’est pas un GeoPackage ; choisissez un nom qui se termine par .gpkg.</translation>
    </message>
    <message>
        <source>{type}, downloaded on {day}.</source>
        <translation>{type}, téléchargé le {day}.</translation>
    </message>
    <message>
        <source>Join a survey</source>
        <translation>Joindre une enquête</translation>
    </message>
    <message>
        <source>Joins the columns of a survey or any table, as text, to regions, departments, EPCI, communes or other units: by code, then by name, ignoring accents, case and hyphens. Places with the same name are distinguished by a department column, if there is one. All features are kept, with NULL values where no row matches. The report lists how each row was matched, unmatched rows with suggestions, duplicates, and features without a row.</source>
        <translation>Joint les colonnes d’une enquête ou de tout autre tableau, en texte, à des régions, départements, EPCI, communes ou autres entités : par code, puis par nom, sans tenir compte des accents, de la casse ni des traits d’union. Les homonymes sont distingués par une colonne de département, si elle existe. Toutes les entités sont conservées, avec des valeurs NULL pour celles sans ligne correspondante. Le rapport liste la méthode d’appariement de chaque ligne, les lignes non appariées avec des suggestions, les doublons et les entités sans ligne.</translation>
    </message>
    <message>
        <source>Regions, departments, EPCI, communes…</source>
        <translation>Régions, départements, EPCI, communes…</translation>
    </message>
    <message>
        <source>Join field of the layer (empty: auto-detect)</source>
        <translation>Champ de jointure de la couche (vide : détection automatique)</translation>
    </message>
    <message>
        <source>Join column of the survey (empty: auto-detect)</source>
        <translation>Colonne de jointure de l’enquête (vide : détection automatique)</translation>
    </message>
    <message>
        <source>Joined layer</source>
        <translation>Couche jointe</translation>
    </message>
    <message>
        <source>{matched} of {rows} rows matched; {count} features have no row.</source>
        <translation>Lignes appariées : {matched} sur {rows} ; entités sans ligne : {count}.</translation>
    </message>
    <message>
        <source>{file} is empty; choose another layer.</source>
        <translation>{file} est vide ; choisissez une autre couche.</translation>
    </message>
    <message>
        <source>{count} more warnings; see the report.</source>
        <translation>Autres avertissements : {count} ; voir le rapport.</translation>
    </message>
    <message>
        <source>Column {number} has no heading and was ignored.</source>
        <translation>La colonne {number} n’a pas d’en-tête et a été ignorée.</translation>
    </message>
    <message>
        <source>{table} and {layer} have no codes or place names in common; choose the join field and column. Fields: {fields}. Columns: {columns}.</source>
        <translation>{table} et {layer} n’ont ni codes ni noms de lieux en commun ; choisissez le champ et la colonne de jointure. Champs : {fields}. Colonnes : {columns}.</translation>
    </message>
    <message>
        <source>{file} does not contain {region}.</source>
        <translation>{file} ne contient pas {region}.</translation>
    </message>
    <message>
        <source>{file}, feature {number}: {problem}</source>
        <translation>{file}, entité {number} : {problem}</translation>
    </message>
    <message>
        <source>Too many unmatched rows: similar names were not searched for all of them.</source>
        <translation>Trop de lignes non appariées : les noms ressemblants n’ont pas été recherchés pour toutes.</translation>
    </message>
    <message>
        <source>{file} has no field “{field}”; its fields are: {fields}.</source>
        <translation>{file} n’a pas de champ « {field} » ; ses champs sont : {fields}.</translation>
    </message>
    <message>
        <source>A feature without a region was ignored; fill in its key field.</source>
        <translation>Une entité sans région a été ignorée ; renseignez son champ clé.</translation>
    </message>
    <message>
        <source>“{value}” is in an overseas collectivity, outside the 18 regions, and was ignored.</source>
        <translation>« {value} » se trouve dans une collectivité d’outre-mer, hors des 18 régions, et a été ignoré.</translation>
    </message>
    <message>
        <source>“{value}” is not the Insee code of a canton and was ignored.</source>
        <translation>« {value} » n’est pas le code Insee d’un canton et a été ignoré.</translation>
    </message>
    <message>
        <source>“{value}” is not the Insee code of a commune and was ignored.</source>
        <translation>« {value} » n’est pas le code Insee d’une commune et a été ignoré.</translation>
    </message>
    <message>
        <source>“{value}” is not a department and was ignored.</source>
        <translation>« {value} » n’est pas un département et a été ignoré.</translation>
    </message>
    <message>
        <source>“{value}” is not a department and was ignored; did you mean {names}?</source>
        <translation>« {value} » n’est pas un département et a été ignoré ; s’agit-il de {names} ?</translation>
    </message>
    <message>
        <source>{file} identifies EPCI by SIREN number (field {field}), which does not give the region; add a field with the code of the department or region.</source>
        <translation>{file} identifie les EPCI par leur numéro SIREN (champ {field}), qui n’indique pas la région ; ajoutez un champ avec le code du département ou de la région.</translation>
    </message>
    <message>
        <source>{file} has no field or column “{name}”; it has: {names}.</source>
        <translation>{file} n’a ni champ ni colonne « {name} » ; on y trouve : {names}.</translation>
    </message>
    <message>
        <source>{file}: {region} is displaced (inset coordinates); use a layer with its true position.</source>
        <translation>{file} place {region} à des coordonnées fictives (cartouche) ; utilisez une couche avec sa position réelle.</translation>
    </message>
    <message>
        <source>{file}: the units of {region} cover {percent} % of its area; others are missing.</source>
        <translation>{file} : les entités de {region} couvrent {percent} % de sa superficie ; d’autres manquent.</translation>
    </message>
    <message>
        <source>{file} covers the mainland only; missing: {regions}.</source>
        <translation>{file} ne couvre que l’Hexagone ; régions manquantes : {regions}.</translation>
    </message>
    <message>
        <source>{file}, {region}: holes between units: {count}, of which slivers: {slivers}; {area} km² in all, the largest near {place}.</source>
        <translation>{file}, {region} : lacunes entre les entités : {count}, dont interstices : {slivers} ; {area} km² au total, la plus grande près de {place}.</translation>
    </message>
    <message>
        <source>{file} contains pre-2016 regions ({names}…); use a layer of today’s 18 regions, or merge them first.</source>
        <translation>{file} contient les régions d’avant 2016 ({names}…) ; utilisez une couche des 18 régions actuelles, ou fusionnez-les d’abord.</translation>
    </message>
    <message>
        <source>{file}: {count} features dissolved by the field {field} ({regions} in all).</source>
        <translation>{file} : {count} entités regroupées selon le champ {field} (régions obtenues : {regions}).</translation>
    </message>
    <message>
        <source>{file}: some borders overlap or do not meet inside {regions}; the units were dissolved all the same.</source>
        <translation>{file} : des limites se chevauchent ou ne coïncident pas à l’intérieur de {regions} ; les entités ont été regroupées malgré tout.</translation>
    </message>
    <message>
        <source>the geometry is in another CRS than that of the layer, {crs}, and was ignored.</source>
        <translation>la géométrie est dans un autre SCR que celui de la couche, {crs}, et a été ignorée.</translation>
    </message>
    <message>
        <source>The code “{value}” was read as {code}.</source>
        <translation>Code « {value} » lu comme {code}.</translation>
    </message>
    <message>
        <source>The row names no place; write its code or its name.</source>
        <translation>La ligne n’indique aucun lieu ; renseignez son code ou son nom.</translation>
    </message>
    <message>
        <source>The code “{code}” is {own} but the name “{name}” is that of another place; correct one of them.</source>
        <translation>Le code « {code} » désigne {own}, mais le nom « {name} » celui d’un autre lieu ; corrigez l’un des deux.</translation>
    </message>
    <message>
        <source>“{value}” differs from {own}; matched by code.</source>
        <translation>« {value} » diffère de {own} ; appariement par le code.</translation>
    </message>
    <message>
        <source>The layer has no code “{value}”; matched by name ({name}).</source>
        <translation>Code « {value} » absent de la couche ; appariement par le nom ({name}).</translation>
    </message>
    <message>
        <source>“{value}” is the name of {count} places; give the code or the department: {names}.</source>
        <translation>« {value} » est le nom de {count} lieux ; précisez le code ou le département : {names}.</translation>
    </message>
    <message>
        <source>“{value}” is not in the layer.</source>
        <translation>« {value} » ne figure pas dans la couche.</translation>
    </message>
    <message>
        <source>“{value}” is not in the layer; did you mean {names}?</source>
        <translation>« {value} » ne figure pas dans la couche ; s’agit-il de {names} ?</translation>
    </message>
    <message>
        <source>{file} has no polygons ({found}); choose a polygon layer.</source>
        <translation>{file} ne contient aucun polygone ({found}) ; choisissez une couche de polygones.</translation>
    </message>
    <message>
        <source>The output would overwrite the input layer {file}; choose another name.</source>
        <translation>La sortie écraserait la couche en entrée {file} ; choisissez un autre nom.</translation>
    </message>
    <message>
        <source>IGN boundaries could not be downloaded: {reason}. Try again later, or use the bundled boundaries.</source>
        <translation>Les limites de l’IGN n’ont pas pu être téléchargées : {reason}. Réessayez plus tard, ou utilisez les limites fournies avec l’extension.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Import recipe</source>
        <translation>Recette d’import</translation>
    </message>
    <message>
        <source>Columns, regions, statuses and figures are read as chosen in the import assistant. Mismatches are reported.</source>
        <translation>Les colonnes, régions, statuts et chiffres sont lus selon les choix faits dans l’assistant d’import. Les écarts sont signalés.</translation>
    </message>
    <message>
        <source>Platforms not compared: “{edition}” has no list of platforms; choose the ctd.gpkg built from it.</source>
        <translation>Plateformes non comparées : « {edition} » n’en contient pas la liste ; choisissez le ctd.gpkg qui en est issu.</translation>
    </message>
    <message>
        <source>{region}: payers named in one edition only ({payers}) are not counted as gained or lost: the other edition has no answer, or names them in words that were not recognised.</source>
        <translation>{region} : financeurs cités dans une seule édition ({payers}), non comptés comme gagnés ou perdus : l’autre édition n’a pas de réponse, ou les cite en des termes non reconnus.</translation>
    </message>
    <message>
        <source>Recipe: sheet missing from this file: {sheet}.</source>
        <translation>Recette : feuille absente de ce fichier : {sheet}.</translation>
    </message>
    <message>
        <source>The recipe {file} needs its survey: choose the survey too, or no recipe.</source>
        <translation>La recette {file} s’applique à une enquête : choisissez aussi l’enquête, ou aucune recette.</translation>
    </message>
    <message>
        <source>Payers</source>
        <translation>Financeurs</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Textes</translation>
    </message>
    <message>
        <source>Payers: + newly named, − no longer named. Platforms: + newly in service, − no longer in service.</source>
        <translation>Financeurs : + nouvellement cité, − n’est plus cité. Plateformes : + mise en service, − retirée du service.</translation>
    </message>
    <message>
        <source>“In doubt”: a payer named in one edition, and possibly in the other in words that were not recognised.</source>
        <translation>« Incertain » : financeur cité dans une édition, et peut-être dans l’autre en des termes non reconnus.</translation>
    </message>
    <message>
        <source>“Not listed”: edition without a list of platforms.</source>
        <translation>« Sans liste » : édition sans liste de plateformes.</translation>
    </message>
    <message>
        <source>Texts: number of answers whose wording changed.</source>
        <translation>Textes : nombre de réponses dont la rédaction a changé.</translation>
    </message>
    <message>
        <source>in doubt: {payers}</source>
        <translation>incertain : {payers}</translation>
    </message>
    <message>
        <source>not listed</source>
        <translation>sans liste</translation>
    </message>
    <message>
        <source>Payers newly named</source>
        <translation>Financeurs nouvellement cités</translation>
    </message>
    <message>
        <source>Payers no longer named</source>
        <translation>Financeurs qui ne sont plus cités</translation>
    </message>
    <message>
        <source>Platforms newly in service</source>
        <translation>Plateformes mises en service</translation>
    </message>
    <message>
        <source>Platforms no longer in service</source>
        <translation>Plateformes qui ne sont plus en service</translation>
    </message>
    <message>
        <source>Payers before</source>
        <translation>Financeurs avant</translation>
    </message>
    <message>
        <source>Payers after</source>
        <translation>Financeurs après</translation>
    </message>
    <message>
        <source>Number of platforms before</source>
        <translation>Nombre de plateformes avant</translation>
    </message>
    <message>
        <source>Number of platforms after</source>
        <translation>Nombre de plateformes après</translation>
    </message>
    <message>
        <source>{count} figure not shown (region missing from the layer): {regions}.</source>
        <translation>{count} chiffre non représenté (région absente de la couche) : {regions}.</translation>
    </message>
    <message>
        <source>{count} figures not shown (regions missing from the layer): {regions}.</source>
        <translation>{count} chiffres non représentés (régions absentes de la couche) : {regions}.</translation>
    </message>
    <message>
        <source>Payers: +{payers_gained}, −{payers_lost}, in doubt {doubtful}.</source>
        <translation>Financeurs : +{payers_gained}, −{payers_lost}, incertains {doubtful}.</translation>
    </message>
    <message>
        <source>Platforms in service: +{platforms_gained}, −{platforms_lost}.</source>
        <translation>Plateformes en service : +{platforms_gained}, −{platforms_lost}.</translation>
    </message>
    <message>
        <source>Files of added layers</source>
        <translation>Fichiers des couches ajoutées</translation>
    </message>
    <message>
        <source>Delete the files…</source>
        <translation>Supprimer les fichiers…</translation>
    </message>
    <message>
        <source>Layers added from a catalogue’s GeoJSON file read a copy stored in {folder}: {files}.</source>
        <translation>Les couches ajoutées depuis le fichier GeoJSON d’un catalogue lisent une copie enregistrée dans {folder} : {files}.</translation>
    </message>
    <message>
        <source>Used by the open project: {files}.</source>
        <translation>Utilisés par le projet ouvert : {files}.</translation>
    </message>
    <message>
        <source>Not deleted, open in another program: {files}.</source>
        <translation>Non supprimés, ouverts dans un autre programme : {files}.</translation>
    </message>
    <message>
        <source>Delete {files}? Layers of other projects that read these files will be lost, including in saved projects. Files used by the open project are kept.</source>
        <translation>Supprimer {files} ? Les couches d’autres projets qui lisent ces fichiers seront perdues, même si ces projets sont enregistrés. Les fichiers utilisés par le projet ouvert sont conservés.</translation>
    </message>
    <message>
        <source>{count} file</source>
        <translation>{count} fichier</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>{count} fichiers</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Enter the value first, then choose the type again.</source>
        <translation>Saisissez d’abord la valeur, puis choisissez à nouveau le type.</translation>
    </message>
    <message>
        <source>set as a figure by hand</source>
        <translation>retenu manuellement comme chiffre</translation>
    </message>
    <message>
        <source>— not a figure —</source>
        <translation>— pas un chiffre —</translation>
    </message>
    <message>
        <source>Choose a type to use this number as a figure.</source>
        <translation>Choisissez un type pour retenir ce nombre comme chiffre.</translation>
    </message>
    <message>
        <source>Cancelled too late: {place} may already have been replaced. Check it, or share again.</source>
        <translation>Annulation trop tardive : {place} a peut-être déjà été remplacé. Vérifiez, ou relancez le partage.</translation>
    </message>
    <message>
        <source>Row {row}: </source>
        <translation>Ligne {row} : </translation>
    </message>
    <message>
        <source>The changes layer</source>
        <translation>La couche des évolutions</translation>
    </message>
    <message>
        <source>The platform file {path} is too large; choose another.</source>
        <translation>Le fichier de plateformes {path} est trop volumineux ; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The platform file {path} contains a number with thousands of digits; correct it.</source>
        <translation>Le fichier de plateformes {path} contient un nombre de plusieurs milliers de chiffres ; corrigez-le.</translation>
    </message>
    <message>
        <source>The platform file {path} contains an incomplete character at line {line}; correct this text.</source>
        <translation>Le fichier de plateformes {path} contient un caractère incomplet à la ligne {line} ; corrigez ce texte.</translation>
    </message>
    <message>
        <source>XML with a DTD or entities, refused for security</source>
        <translation>XML avec DTD ou entités, refusé par sécurité</translation>
    </message>
    <message>
        <source>{count} more links not listed.</source>
        <translation>Autres liens, non listés : {count}.</translation>
    </message>
    <message>
        <source>{file} has too many cells; keep only the rows and columns needed.</source>
        <translation>{file} contient trop de cellules ; ne conservez que les lignes et colonnes utiles.</translation>
    </message>
    <message>
        <source>{file}, row {row}: a cell is too long to be read; shorten it, or close its quotation mark.</source>
        <translation>{file}, ligne {row} : une cellule est trop longue pour être lue ; raccourcissez-la, ou fermez son guillemet.</translation>
    </message>
    <message>
        <source>not shown: “{words}” not recognised</source>
        <translation>non représenté : « {words} » non reconnu</translation>
    </message>
    <message>
        <source>not shown: may be contradicted by “{words}”</source>
        <translation>non représenté : peut être contredit par « {words} »</translation>
    </message>
    <message>
        <source>not shown: ambiguous number</source>
        <translation>non représenté : nombre ambigu</translation>
    </message>
    <message>
        <source>not shown: relation to the neighbouring figures not stated</source>
        <translation>non représenté : rapport avec les chiffres voisins non précisé</translation>
    </message>
    <message>
        <source>not shown: period not stated</source>
        <translation>non représenté : période non précisée</translation>
    </message>
    <message>
        <source>not shown: may be part of a total, or the total of a larger body</source>
        <translation>non représenté : peut être une part d’un total, ou le total d’un organisme plus large</translation>
    </message>
    <message>
        <source>not shown: larger than any known team or budget for regional data</source>
        <translation>non représenté : supérieur à tout effectif ou budget connu pour la donnée régionale</translation>
    </message>
    <message>
        <source>not shown: cell too long to be fully read</source>
        <translation>non représenté : cellule trop longue pour être lue en entier</translation>
    </message>
    <message>
        <source>not shown: inconsistent with the neighbouring figures</source>
        <translation>non représenté : incohérent avec les chiffres voisins</translation>
    </message>
    <message>
        <source>derived: {times} × €{value}</source>
        <translation>calculé : {times} × {value} €</translation>
    </message>
    <message>
        <source>{file} cannot be written: “{text}” contains an invalid character (half of a surrogate pair); correct or remove this text.</source>
        <translation>Impossible d’écrire {file} : le texte « {text} » contient un caractère incomplet ; corrigez-le ou supprimez-le.</translation>
    </message>
    <message>
        <source>{file} cannot be written ({reason}); choose another place.</source>
        <translation>Impossible d’écrire {file} ({reason}) ; choisissez un autre emplacement.</translation>
    </message>
    <message>
        <source>{file} cannot be replaced ({reason}); no file was changed. Close the programs that use it.</source>
        <translation>Impossible de remplacer {file} ({reason}) ; aucun fichier n’a été modifié. Fermez les programmes qui l’utilisent.</translation>
    </message>
    <message>
        <source>Only {file} was replaced, and its former version cannot be restored ({reason}); that version is kept in {folder}.</source>
        <translation>Seul {file} a été remplacé, et sa version précédente ne peut pas être rétablie ({reason}) ; elle est conservée dans {folder}.</translation>
    </message>
    <message>
        <source>regions</source>
        <translation>régions</translation>
    </message>
    <message>
        <source>pre-2016 regions</source>
        <translation>régions d’avant 2016</translation>
    </message>
    <message>
        <source>communes</source>
        <translation>communes</translation>
    </message>
    <message>
        <source>cantons</source>
        <translation>cantons</translation>
    </message>
    <message>
        <source>EPCI</source>
        <translation>EPCI</translation>
    </message>
    <message>
        <source>arrondissements</source>
        <translation>arrondissements</translation>
    </message>
    <message>
        <source>education authorities (académies)</source>
        <translation>académies</translation>
    </message>
    <message>
        <source>constituencies</source>
        <translation>circonscriptions</translation>
    </message>
    <message>
        <source>employment zones</source>
        <translation>zones d’emploi</translation>
    </message>
    <message>
        <source>living areas</source>
        <translation>bassins de vie</translation>
    </message>
    <message>
        <source>urban units</source>
        <translation>unités urbaines</translation>
    </message>
    <message>
        <source>attraction areas of cities</source>
        <translation>aires d’attraction des villes</translation>
    </message>
    <message>
        <source>IRIS</source>
        <translation>IRIS</translation>
    </message>
    <message>
        <source>priority neighbourhoods</source>
        <translation>quartiers prioritaires</translation>
    </message>
    <message>
        <source>postal codes</source>
        <translation>codes postaux</translation>
    </message>
    <message>
        <source>countries</source>
        <translation>pays</translation>
    </message>
    <message>
        <source>{file}: the field “{field}” may contain codes of {levels} ({example}); name it after its level (code_region, code_commune…), or add a field with the names.</source>
        <translation>{file} : le champ « {field} » peut contenir des codes de {levels} ({example}) ; donnez-lui le nom de son niveau (code_region, code_commune…), ou ajoutez un champ avec les noms.</translation>
    </message>
    <message>
        <source>{file}: the field “{field}” refers to {levels}; correct its name or its values.</source>
        <translation>{file} : le champ « {field} » désigne des {levels} ; corrigez son nom ou ses valeurs.</translation>
    </message>
    <message>
        <source>“{code}” and “{name}” are not the same region: only one of them is a region, {region}; correct the other.</source>
        <translation>« {code} » et « {name} » ne désignent pas la même région : seul l’un des deux est une région, {region} ; corrigez l’autre.</translation>
    </message>
    <message>
        <source>The recipe {file} contains an incomplete character at line {line}; correct this text.</source>
        <translation>La recette {file} contient un caractère incomplet à la ligne {line} ; corrigez ce texte.</translation>
    </message>
    <message>
        <source>{file}: “{heading}” may contain codes of {levels} ({example}); name it after its level (code_region, code_commune…), add the names beside it, or choose both the field and the column.</source>
        <translation>{file} : « {heading} » peut contenir des codes de {levels} ({example}) ; donnez-lui le nom de son niveau (code_region, code_commune…), ajoutez les noms à côté, ou choisissez à la fois le champ et la colonne.</translation>
    </message>
    <message>
        <source>{file}: “{heading}” refers to {levels}; correct its heading or its values, or choose another.</source>
        <translation>{file} : « {heading} » désigne des {levels} ; corrigez l’intitulé ou les valeurs, ou choisissez-en un autre.</translation>
    </message>
    <message>
        <source>{table} lists {theirs} (column “{column}”) and {layer} contains {ours} (field “{field}”), which cannot be joined; choose a layer of the same level, or one with a field for it.</source>
        <translation>{table} liste des {theirs} (colonne « {column} ») et {layer} contient des {ours} (champ « {field} ») : jointure impossible ; choisissez une couche du même niveau, ou dotée d’un champ pour ce niveau.</translation>
    </message>
    <message>
        <source>{table} lists {level} and {layer} contains {ours}: each feature gets the row of the unit it belongs to.</source>
        <translation>{table} liste des {level} et {layer} contient des {ours} : chaque entité reçoit la ligne de l’entité à laquelle elle appartient.</translation>
    </message>
    <message>
        <source>“{heading}” may contain codes of {levels}; read as codes of {level}, as chosen.</source>
        <translation>« {heading} » peut contenir des codes de {levels} ; lu comme codes de {level}, selon votre choix.</translation>
    </message>
    <message>
        <source>The column “{column}” refers to {levels}, not to regions.</source>
        <translation>La colonne « {column} » désigne des {levels}, et non des régions.</translation>
    </message>
    <message>
        <source>{count} more similar remarks are not listed.</source>
        <translation>Autres remarques semblables, non listées : {count}.</translation>
    </message>
    <message>
        <source>{count} rows without a region, or duplicating one, are too many to be listed.</source>
        <translation>{count} lignes sans région ou en double sont trop nombreuses pour être listées.</translation>
    </message>
    <message>
        <source>“{value}” is listed among {levels} (column “{column}”) and is not read as {region}.</source>
        <translation>« {value} » figure parmi des {levels} (colonne « {column} ») et n’est pas lu comme {region}.</translation>
    </message>
    <message>
        <source>{file} has {count} columns; the maximum is {most}.</source>
        <translation>{file} compte {count} colonnes ; le maximum est de {most}.</translation>
    </message>
    <message>
        <source>the layer</source>
        <translation>la couche</translation>
    </message>
    <message>
        <source>The cell has more than {count} characters; the rest was ignored.</source>
        <translation>La cellule a plus de {count} caractères ; la suite a été ignorée.</translation>
    </message>
    <message>
        <source>“{value}” is a spreadsheet error and was read as empty; correct the formula.</source>
        <translation>« {value} » est une erreur de tableur, lue comme une cellule vide ; corrigez la formule.</translation>
    </message>
    <message>
        <source>{headed} (from its heading) or {content} (from its values)</source>
        <translation>{headed} (d’après l’intitulé) ou {content} (d’après les valeurs)</translation>
    </message>
    <message>
        <source>unknown units</source>
        <translation>entités inconnues</translation>
    </message>
    <message>
        <source>{region} or {department}</source>
        <translation>{region} ou {department}</translation>
    </message>
    <message>
        <source> or </source>
        <translation> ou </translation>
    </message>
    <message>
        <source>The code “{code}” is {own} but the name “{name}” is that of another unit; correct one of them.</source>
        <translation>Le code « {code} » désigne {own}, mais le nom « {name} » désigne une autre entité ; corrigez l’un des deux.</translation>
    </message>
    <message>
        <source>open in another program</source>
        <translation>ouvert dans un autre programme</translation>
    </message>
    <message>
        <source>{file} was not added: {reason}.</source>
        <translation>{file} n’a pas pu être ajouté : {reason}.</translation>
    </message>
    <message>
        <source>Shown near the mainland, as in the boundary layer: {regions}.</source>
        <translation>Représentées près de l’Hexagone, comme dans la couche des limites : {regions}.</translation>
    </message>
    <message>
        <source>Not shown, missing from the boundary layer: {regions}.</source>
        <translation>Non représentées, car absentes de la couche des limites : {regions}.</translation>
    </message>
    <message>
        <source>QGIS does not support tile addresses with encoded characters such as %26</source>
        <translation>QGIS ne prend pas en charge les adresses de tuiles avec des caractères encodés comme %26</translation>
    </message>
    <message>
        <source>the response is not GeoJSON</source>
        <translation>la réponse reçue n’est pas du GeoJSON</translation>
    </message>
    <message>
        <source>the file refers to other files or addresses, which is not allowed</source>
        <translation>le fichier renvoie à d’autres fichiers ou adresses, ce qui n’est pas autorisé</translation>
    </message>
    <message>
        <source>the archive holds more than {count} files; extract it first</source>
        <translation>l’archive contient plus de {count} fichiers ; décompressez-la d’abord</translation>
    </message>
    <message>
        <source>The schema {schema} was shared, but not the project: {reason}</source>
        <translation>Le schéma {schema} a été partagé, mais pas le projet : {reason}</translation>
    </message>
    <message>
        <source>only part of the file was received</source>
        <translation>fichier reçu en partie seulement</translation>
    </message>
    <message>
        <source>the response was cut off</source>
        <translation>la réponse a été interrompue avant la fin</translation>
    </message>
    <message>
        <source>incomplete after {minutes} min, the limit set in Settings › Options › CTD</source>
        <translation>incomplet après {minutes} min, limite fixée dans Préférences › Options › CTD</translation>
    </message>
    <message>
        <source>more than {size} MB, the limit set in Settings › Options › CTD</source>
        <translation>plus de {size} Mo, limite fixée dans Préférences › Options › CTD</translation>
    </message>
    <message>
        <source>unexpected compression ({packing})</source>
        <translation>compression inattendue ({packing})</translation>
    </message>
    <message>
        <source>unexpected error ({error}); see the QGIS log messages, tab CTD</source>
        <translation>erreur inattendue ({error}) ; voir le journal des messages de QGIS, onglet CTD</translation>
    </message>
    <message>
        <source>At the end of the list, figures not fully recognised: {doubtful} (tick the right ones); numbers not read as figures: {count} (to use one, select it and choose its type).</source>
        <translation>En fin de liste, chiffres non reconnus en entier : {doubtful} (cochez ceux qui sont justes) ; nombres non lus comme chiffres : {count} (pour en retenir un, sélectionnez-le et choisissez son type).</translation>
    </message>
    <message>
        <source>perhaps {figure}</source>
        <translation>peut-être {figure}</translation>
    </message>
    <message>
        <source>“{address}” was not opened: only http, https and mailto addresses without a user name are allowed.</source>
        <translation>« {address} » n’a pas été ouverte : seules les adresses http, https et mailto, sans nom d’utilisateur, sont autorisées.</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>Maximum &amp;download size</source>
        <translation>&amp;Taille maximale d’un fichier</translation>
    </message>
    <message>
        <source>Maximum download ti&amp;me</source>
        <translation>Durée maxi&amp;male de téléchargement</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>le fichier</translation>
    </message>
    <message>
        <source>{file} is incomplete (“{name}” is missing); save or download it again.</source>
        <translation>{file} est incomplet (élément « {name} » absent) ; enregistrez-le ou téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>{file} uses an unsupported compression; open it in its program and save it again.</source>
        <translation>{file} utilise une compression non prise en charge ; ouvrez-le dans son logiciel et enregistrez-le à nouveau.</translation>
    </message>
    <message>
        <source>{file} is too large once uncompressed (“{name}”, {size} MB); keep only the data needed.</source>
        <translation>{file} est trop volumineux une fois décompressé (« {name} », {size} Mo) ; ne conservez que les données utiles.</translation>
    </message>
    <message>
        <source>team of the platform</source>
        <translation>équipe de la plateforme</translation>
    </message>
    <message>
        <source>platform, team included</source>
        <translation>plateforme, équipe comprise</translation>
    </message>
    <message>
        <source>operation of the platform</source>
        <translation>fonctionnement de la plateforme</translation>
    </message>
    <message>
        <source>operation, team excluded</source>
        <translation>fonctionnement, hors équipe</translation>
    </message>
    <message>
        <source>team of a programme</source>
        <translation>équipe d’un programme</translation>
    </message>
    <message>
        <source>multi-year programme, yearly share</source>
        <translation>programme pluriannuel, part annuelle</translation>
    </message>
    <message>
        <source>hosting</source>
        <translation>hébergement</translation>
    </message>
    <message>
        <source>hosting and maintenance</source>
        <translation>hébergement et maintenance</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>non précisé</translation>
    </message>
    <message>
        <source>no space left on the disk</source>
        <translation>espace disque insuffisant</translation>
    </message>
    <message>
        <source>read or write error of the disk</source>
        <translation>erreur de lecture ou d’écriture du disque</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>emplacement en lecture seule</translation>
    </message>
    <message>
        <source>file or folder not found</source>
        <translation>fichier ou dossier introuvable</translation>
    </message>
    <message>
        <source>a file of this name exists already</source>
        <translation>un fichier de ce nom existe déjà</translation>
    </message>
    <message>
        <source>this is a folder</source>
        <translation>il s’agit d’un dossier</translation>
    </message>
    <message>
        <source>a part of the path is not a folder</source>
        <translation>un élément du chemin n’est pas un dossier</translation>
    </message>
    <message>
        <source>invalid or too long file name</source>
        <translation>nom de fichier non valide ou trop long</translation>
    </message>
    <message>
        <source>file too large</source>
        <translation>fichier trop volumineux</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>mémoire insuffisante</translation>
    </message>
    <message>
        <source>network drive not reachable</source>
        <translation>lecteur réseau injoignable</translation>
    </message>
    <message>
        <source>damaged file or unexpected content</source>
        <translation>fichier endommagé ou contenu inattendu</translation>
    </message>
    <message>
        <source>the geometry was invalid ({reason}) and was fixed.</source>
        <translation>la géométrie était invalide ({reason}) et a été réparée.</translation>
    </message>
    <message>
        <source>self-intersection</source>
        <translation>auto-intersection</translation>
    </message>
    <message>
        <source>geometry error</source>
        <translation>erreur de géométrie</translation>
    </message>
    <message>
        <source>{error} at {place}</source>
        <translation>{error} en {place}</translation>
    </message>
    <message>
        <source>sum of {terms}</source>
        <translation>somme de {terms}</translation>
    </message>
    <message>
        <source>scope not stated: assumed to be the platform</source>
        <translation>périmètre non précisé : plateforme supposée</translation>
    </message>
    <message>
        <source>persons, not full-time equivalents</source>
        <translation>personnes (et non ETP)</translation>
    </message>
    <message>
        <source>Figures of this cell ignored because not fully recognised: {figures}.</source>
        <translation>Chiffres de cette cellule ignorés, car non reconnus en entier : {figures}.</translation>
    </message>
    <message>
        <source>{file} is damaged or not a spreadsheet; open it in a spreadsheet program, save it as XLSX or ODS.</source>
        <translation>{file} est endommagé ou n’est pas un classeur ; ouvrez-le dans un tableur et enregistrez-le en XLSX ou ODS.</translation>
    </message>
    <message>
        <source>January</source>
        <translation>janvier</translation>
    </message>
    <message>
        <source>February</source>
        <translation>février</translation>
    </message>
    <message>
        <source>March</source>
        <translation>mars</translation>
    </message>
    <message>
        <source>April</source>
        <translation>avril</translation>
    </message>
    <message>
        <source>May</source>
        <translation>mai</translation>
    </message>
    <message>
        <source>June</source>
        <translation>juin</translation>
    </message>
    <message>
        <source>July</source>
        <translation>juillet</translation>
    </message>
    <message>
        <source>August</source>
        <translation>août</translation>
    </message>
    <message>
        <source>September</source>
        <translation>septembre</translation>
    </message>
    <message>
        <source>October</source>
        <translation>octobre</translation>
    </message>
    <message>
        <source>November</source>
        <translation>novembre</translation>
    </message>
    <message>
        <source>December</source>
        <translation>décembre</translation>
    </message>
    <message>
        <source>in {month}</source>
        <translation>en {month}</translation>
    </message>
    <message>
        <source>between {first} and {last}</source>
        <translation>entre {first} et {last}</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>Avancée</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Recul</translation>
    </message>
    <message>
        <source>no budget of its own</source>
        <translation>sans budget propre</translation>
    </message>
    <message>
        <source>states that it has no budget of its own</source>
        <translation>déclare ne pas avoir de budget propre</translation>
    </message>
    <message>
        <source>no staff of its own</source>
        <translation>sans équipe propre</translation>
    </message>
    <message>
        <source>states that it has no staff of its own</source>
        <translation>déclare ne pas avoir d’équipe propre</translation>
    </message>
    <message>
        <source>running costs</source>
        <translation>fonctionnement</translation>
    </message>
    <message>
        <source>programme</source>
        <translation>programme</translation>
    </message>
    <message>
        <source>scope not stated</source>
        <translation>périmètre non précisé</translation>
    </message>
    <message>
        <source>two</source>
        <translation>deux</translation>
    </message>
    <message>
        <source>three</source>
        <translation>trois</translation>
    </message>
    <message>
        <source>four</source>
        <translation>quatre</translation>
    </message>
    <message>
        <source>five</source>
        <translation>cinq</translation>
    </message>
    <message>
        <source>six</source>
        <translation>six</translation>
    </message>
    <message>
        <source>seven</source>
        <translation>sept</translation>
    </message>
    <message>
        <source>eight</source>
        <translation>huit</translation>
    </message>
    <message>
        <source>nine</source>
        <translation>neuf</translation>
    </message>
    <message>
        <source>damaged compression</source>
        <translation>compression endommagée</translation>
    </message>
    <message>
        <source>Data budgets: {amount} a year</source>
        <translation>Budgets de la donnée : {amount} par an</translation>
    </message>
    <message>
        <source>Budgets: {amount} a year</source>
        <translation>Budgets : {amount} par an</translation>
    </message>
    <message>
        <source>Data budgets: no amount stated</source>
        <translation>Budgets de la donnée : aucun montant cité</translation>
    </message>
    <message>
        <source>Data budgets: column “{column}” not read</source>
        <translation>Budgets de la donnée : colonne « {column} » non lue</translation>
    </message>
    <message>
        <source>Data budgets: no amount, and {count} region without a budget of its own</source>
        <translation>Budgets de la donnée : aucun montant cité, {count} région sans budget propre</translation>
    </message>
    <message>
        <source>Data budgets: no amount, and {count} regions without a budget of their own</source>
        <translation>Budgets de la donnée : aucun montant cité, {count} régions sans budget propre</translation>
    </message>
    <message>
        <source>{count} regions state that they have no budget of their own.</source>
        <translation>{count} régions déclarent ne pas avoir de budget propre.</translation>
    </message>
    <message>
        <source>{kind}: {amount} a year per 1,000 inhabitants ({count} regions).</source>
        <translation>{kind} : {amount} par an pour 1 000 habitants ({count} régions).</translation>
    </message>
    <message>
        <source>{region}: {amount} a year per 1,000 inhabitants ({kind}).</source>
        <translation>{region} : {amount} par an pour 1 000 habitants ({kind}).</translation>
    </message>
    <message>
        <source>Yearly budgets stated in the survey</source>
        <translation>Budgets annuels cités dans l’enquête</translation>
    </message>
    <message>
        <source>What the budget covers
(number of regions)</source>
        <translation>Ce que couvre le budget cité
(nombre de régions)</translation>
    </message>
    <message>
        <source>a year, per
1,000 inh.</source>
        <translation>par an, pour
1 000 hab.</translation>
    </message>
    <message>
        <source>Data teams: {amount}</source>
        <translation>Équipes de la donnée : {amount}</translation>
    </message>
    <message>
        <source>Teams: {amount}</source>
        <translation>Équipes : {amount}</translation>
    </message>
    <message>
        <source>Data teams: no staff figure stated</source>
        <translation>Équipes de la donnée : aucun effectif cité</translation>
    </message>
    <message>
        <source>Data teams: column “{column}” not read</source>
        <translation>Équipes de la donnée : colonne « {column} » non lue</translation>
    </message>
    <message>
        <source>Data teams: no staff figure, and {count} region without staff of its own</source>
        <translation>Équipes de la donnée : aucun effectif cité, {count} région sans équipe propre</translation>
    </message>
    <message>
        <source>Data teams: no staff figure, and {count} regions without staff of their own</source>
        <translation>Équipes de la donnée : aucun effectif cité, {count} régions sans équipe propre</translation>
    </message>
    <message>
        <source>{count} regions state that they have no staff of their own.</source>
        <translation>{count} régions déclarent ne pas avoir d’équipe propre.</translation>
    </message>
    <message>
        <source>{kind}: {amount} per million inhabitants ({count} regions).</source>
        <translation>{kind} : {amount} par million d’habitants ({count} régions).</translation>
    </message>
    <message>
        <source>{region}: {amount} per million inhabitants ({kind}).</source>
        <translation>{region} : {amount} par million d’habitants ({kind}).</translation>
    </message>
    <message>
        <source>Staff stated in the survey</source>
        <translation>Effectifs cités dans l’enquête</translation>
    </message>
    <message>
        <source>What the staff figure counts
(number of regions)</source>
        <translation>Ce que couvre l’effectif cité
(nombre de régions)</translation>
    </message>
    <message>
        <source>FTE per
million inh.</source>
        <translation>ETP par
million d’hab.</translation>
    </message>
    <message>
        <source>{amount}, {region} alone</source>
        <translation>{amount} ({region} seulement)</translation>
    </message>
    <message>
        <source>{amount}, {scopes}</source>
        <translation>{amount}, {scopes}</translation>
    </message>
    <message>
        <source>mixed scopes</source>
        <translation>périmètres divers</translation>
    </message>
    <message>
        <source>for one and the same scope</source>
        <translation>pour un même périmètre</translation>
    </message>
    <message>
        <source>one scope</source>
        <translation>un périmètre</translation>
    </message>
    <message>
        <source>for {count} different scopes</source>
        <translation>pour {count} périmètres différents</translation>
    </message>
    <message>
        <source>{count} scopes</source>
        <translation>{count} périmètres</translation>
    </message>
    <message>
        <source>{subject}, {count} region out of {total}</source>
        <translation>{subject}, {count} région sur {total}</translation>
    </message>
    <message>
        <source>{subject}, {count} regions out of {total}</source>
        <translation>{subject}, {count} régions sur {total}</translation>
    </message>
    <message>
        <source>What these figures cover is not stated: they cannot be compared.</source>
        <translation>Le périmètre de ces chiffres n’est pas précisé : ils ne se comparent pas.</translation>
    </message>
    <message>
        <source>All figures cover the same ({kind}): they can be compared.</source>
        <translation>Tous les chiffres ont le même périmètre ({kind}) : ils se comparent.</translation>
    </message>
    <message>
        <source>A colour says what a figure covers, never how high it is: only compare circles of one colour.</source>
        <translation>Une couleur dit ce que le chiffre couvre, jamais s’il est élevé : on ne compare que des cercles de même couleur.</translation>
    </message>
    <message>
        <source>One region out of {total} is alone in its scope: a national mean would be meaningless.</source>
        <translation>Une région sur {total} est seule dans son périmètre : une moyenne nationale n’aurait pas de sens.</translation>
    </message>
    <message>
        <source>{count} regions out of {total} are alone in their scope: a national mean would be meaningless.</source>
        <translation>{count} régions sur {total} sont seules dans leur périmètre : une moyenne nationale n’aurait pas de sens.</translation>
    </message>
    <message>
        <source>Scopes differ: a national mean would be meaningless.</source>
        <translation>Périmètres différents : une moyenne nationale n’aurait pas de sens.</translation>
    </message>
    <message>
        <source>Classes: breaks at the largest gaps.</source>
        <translation>Discrétisation : seuils aux plus grands écarts.</translation>
    </message>
    <message>
        <source>The column “{column}” of the survey was not read: use the import assistant.</source>
        <translation>La colonne « {column} » de l’enquête n’a pas été lue : utilisez l’assistant d’import.</translation>
    </message>
    <message>
        <source>from {range}</source>
        <translation>de {range}</translation>
    </message>
    <message>
        <source>Under the name of a region: status reached, difference in staff and in yearly budget.</source>
        <translation>Sous le nom de la région : statut atteint, écart d’effectif et de budget annuel.</translation>
    </message>
    <message>
        <source>Regional data committees: no status has changed</source>
        <translation>Comités territoriaux de la donnée : aucun changement de statut</translation>
    </message>
    <message>
        <source>Regional data committees: {gained} region out of {total} a step forward, {lost} a step back</source>
        <translation>Comités territoriaux de la donnée : {gained} région sur {total} avance, {lost} en recul</translation>
    </message>
    <message>
        <source>Regional data committees: {gained} regions out of {total} a step forward, {lost} a step back</source>
        <translation>Comités territoriaux de la donnée : {gained} régions sur {total} avancent, {lost} en recul</translation>
    </message>
    <message>
        <source>CTD: {gained} region a step forward, {lost} a step back</source>
        <translation>CTD : {gained} région avance, {lost} en recul</translation>
    </message>
    <message>
        <source>CTD: {gained} regions a step forward, {lost} a step back</source>
        <translation>CTD : {gained} régions avancent, {lost} en recul</translation>
    </message>
    <message>
        <source>Regional data committees: {count} region out of {total} a step forward</source>
        <translation>Comités territoriaux de la donnée : {count} région sur {total} avance</translation>
    </message>
    <message>
        <source>Regional data committees: {count} regions out of {total} a step forward</source>
        <translation>Comités territoriaux de la donnée : {count} régions sur {total} avancent</translation>
    </message>
    <message>
        <source>CTD: {count} region a step forward</source>
        <translation>CTD : {count} région avance</translation>
    </message>
    <message>
        <source>CTD: {count} regions a step forward</source>
        <translation>CTD : {count} régions avancent</translation>
    </message>
    <message>
        <source>Regional data committees: {count} region out of {total} a step back</source>
        <translation>Comités territoriaux de la donnée : {count} région sur {total} recule</translation>
    </message>
    <message>
        <source>Regional data committees: {count} regions out of {total} a step back</source>
        <translation>Comités territoriaux de la donnée : {count} régions sur {total} reculent</translation>
    </message>
    <message>
        <source>CTD: {count} region a step back</source>
        <translation>CTD : {count} région recule</translation>
    </message>
    <message>
        <source>CTD: {count} regions a step back</source>
        <translation>CTD : {count} régions reculent</translation>
    </message>
    <message>
        <source>{measure}: up in {up}, down in {down}, of {compared} that can be compared.</source>
        <translation>{measure} : en hausse dans {up}, en baisse dans {down}, sur {compared} régions comparables.</translation>
    </message>
    <message>
        <source>{mark} not subtracted: the two editions count different things, or give a range.</source>
        <translation>{mark} écart non calculé : périmètre différent d’une édition à l’autre, ou fourchette.</translation>
    </message>
    <message>
        <source>{count} figure is the same and counts something else: it is no change.</source>
        <translation>{count} chiffre identique mais de périmètre redéfini : ce n’est pas une évolution.</translation>
    </message>
    <message>
        <source>{count} figures are the same and count something else: they are no change.</source>
        <translation>{count} chiffres identiques mais de périmètre redéfini : ce ne sont pas des évolutions.</translation>
    </message>
    <message>
        <source>{count} figure is in one edition alone: no difference is shown.</source>
        <translation>{count} chiffre ne figure que dans une édition : aucun écart affiché.</translation>
    </message>
    <message>
        <source>{count} figures are in one edition alone: no difference is shown.</source>
        <translation>{count} chiffres ne figurent que dans une édition : aucun écart affiché.</translation>
    </message>
    <message>
        <source>Platforms: not compared, as an edition does not list them.</source>
        <translation>Plateformes : non comparées, une édition n’en donne pas la liste.</translation>
    </message>
    <message>
        <source>less than {amount}</source>
        <translation>moins de {amount}</translation>
    </message>
    <message>
        <source>CTD: a date or a deadline in {count} region out of {total}</source>
        <translation>CTD : une date ou une échéance dans {count} région sur {total}</translation>
    </message>
    <message>
        <source>CTD: a date or a deadline in {count} regions out of {total}</source>
        <translation>CTD : une date ou une échéance dans {count} régions sur {total}</translation>
    </message>
    <message>
        <source>Setting up of the CTDs, actual or planned</source>
        <translation>Installation des CTD, effective ou prévue</translation>
    </message>
    <message>
        <source>Under the name of a region: date or planned date of its CTD, as stated in the survey.</source>
        <translation>Sous le nom de la région : date ou échéance du CTD indiquée dans l’enquête.</translation>
    </message>
    <message>
        <source>{count} firm date, {period}.</source>
        <translation>{count} date ferme, {period}.</translation>
    </message>
    <message>
        <source>{count} firm dates, {period}.</source>
        <translation>{count} dates fermes, {period}.</translation>
    </message>
    <message>
        <source>{count} CTD planned without a firm date.</source>
        <translation>{count} CTD prévu sans date ferme.</translation>
    </message>
    <message>
        <source>{count} CTDs planned without a firm date.</source>
        <translation>{count} CTD prévus sans date ferme.</translation>
    </message>
    <message>
        <source>A date may be that of a first meeting, before the CTD is in place ({regions}).</source>
        <translation>La date peut être celle d’une première réunion, avant la mise en place ({regions}).</translation>
    </message>
    <message>
        <source>before {year}</source>
        <translation>avant {year}</translation>
    </message>
    <message>
        <source>Payers named in the survey</source>
        <translation>Financeurs cités dans l’enquête</translation>
    </message>
    <message>
        <source>Named as payers
(number of regions)</source>
        <translation>Financeurs cités
(nombre de régions)</translation>
    </message>
    <message>
        <source>Europe (ERDF)</source>
        <translation>Europe (FEDER)</translation>
    </message>
    <message>
        <source>local authorities and members</source>
        <translation>collectivités et adhérents</translation>
    </message>
    <message>
        <source>State and Region</source>
        <translation>État et Région</translation>
    </message>
    <message>
        <source>State, without the Region</source>
        <translation>État, sans la Région</translation>
    </message>
    <message>
        <source>Region, without the State</source>
        <translation>Région, sans l’État</translation>
    </message>
    <message>
        <source>neither State nor Region</source>
        <translation>ni État ni Région</translation>
    </message>
    <message>
        <source>Funding of data: no payer is named</source>
        <translation>Financement de la donnée : aucun financeur cité</translation>
    </message>
    <message>
        <source>Funding of data: State and Region named together in {count} region out of {total}</source>
        <translation>Financement de la donnée : État et Région cités ensemble dans {count} région sur {total}</translation>
    </message>
    <message>
        <source>Funding of data: State and Region named together in {count} regions out of {total}</source>
        <translation>Financement de la donnée : État et Région cités ensemble dans {count} régions sur {total}</translation>
    </message>
    <message>
        <source>Funding: State and Region together in {count} region</source>
        <translation>Financement : État et Région ensemble dans {count} région</translation>
    </message>
    <message>
        <source>Funding: State and Region together in {count} regions</source>
        <translation>Financement : État et Région ensemble dans {count} régions</translation>
    </message>
    <message>
        <source>Most often named</source>
        <translation>Les plus cités</translation>
    </message>
    <message>
        <source>A single payer is named in {count} region.</source>
        <translation>Un seul financeur est cité dans {count} région.</translation>
    </message>
    <message>
        <source>A single payer is named in {count} regions.</source>
        <translation>Un seul financeur est cité dans {count} régions.</translation>
    </message>
    <message>
        <source>Shares are known in {count} region only: elsewhere, who pays how much is not said.</source>
        <translation>La répartition n’est chiffrée que dans {count} région : ailleurs, l’enquête ne dit pas qui paie combien.</translation>
    </message>
    <message>
        <source>Shares are known in {count} regions only: elsewhere, who pays how much is not said.</source>
        <translation>La répartition n’est chiffrée que dans {count} régions : ailleurs, l’enquête ne dit pas qui paie combien.</translation>
    </message>
    <message>
        <source>No region says who pays how much.</source>
        <translation>Aucune région n’indique la part de chaque financeur.</translation>
    </message>
    <message>
        <source>{payer} ({count} region)</source>
        <translation>{payer} ({count} région)</translation>
    </message>
    <message>
        <source>{payer} ({count} regions)</source>
        <translation>{payer} ({count} régions)</translation>
    </message>
    <message>
        <source>CPER: contract between State and Region, counted for both.</source>
        <translation>CPER : contrat de plan État-Région, compté pour les deux.</translation>
    </message>
    <message>
        <source>Shares of the payers</source>
        <translation>Répartition chiffrée</translation>
    </message>
    <message>
        <source>{count} region without a CTD</source>
        <translation>{count} région sans CTD</translation>
    </message>
    <message>
        <source>{count} regions without a CTD</source>
        <translation>{count} régions sans CTD</translation>
    </message>
    <message>
        <source>{count} is considering one</source>
        <translation>{count} y réfléchit</translation>
    </message>
    <message>
        <source>{count} are considering one</source>
        <translation>{count} y réfléchissent</translation>
    </message>
    <message>
        <source>{regions}: {considering}.</source>
        <translation>{regions} : {considering}.</translation>
    </message>
    <message>
        <source>{regions}, and none considers one.</source>
        <translation>{regions}, sans réflexion engagée.</translation>
    </message>
    <message>
        <source>{count} region has no status.</source>
        <translation>{count} région n’indique pas de statut.</translation>
    </message>
    <message>
        <source>{count} regions have no status.</source>
        <translation>{count} régions n’indiquent pas de statut.</translation>
    </message>
    <message>
        <source>{count} CTD set up {period}.</source>
        <translation>{count} CTD installé {period}.</translation>
    </message>
    <message>
        <source>{count} CTDs set up {period}.</source>
        <translation>{count} CTD installés {period}.</translation>
    </message>
    <message>
        <source>{count} CTD being set up</source>
        <translation>{count} CTD en préfiguration</translation>
    </message>
    <message>
        <source>{count} CTDs being set up</source>
        <translation>{count} CTD en préfiguration</translation>
    </message>
    <message>
        <source>{count} more CTD being set up</source>
        <translation>{count} autre en préfiguration</translation>
    </message>
    <message>
        <source>{count} more CTDs being set up</source>
        <translation>{count} autres en préfiguration</translation>
    </message>
    <message>
        <source>{committees}, without a firm date.</source>
        <translation>{committees}, sans date ferme.</translation>
    </message>
    <message>
        <source>{committees}, {undated} of them without a firm date.</source>
        <translation>{committees}, dont {undated} sans date ferme.</translation>
    </message>
    <message>
        <source>{committees}, with a firm date.</source>
        <translation>{committees}, à date ferme.</translation>
    </message>
    <message>
        <source>Budgets without a CTD: {count} region out of {total} states one</source>
        <translation>Budgets sans CTD : {count} région sur {total} indique un budget</translation>
    </message>
    <message>
        <source>Budgets without a CTD: {count} regions out of {total} state one</source>
        <translation>Budgets sans CTD : {count} régions sur {total} indiquent un budget</translation>
    </message>
    <message>
        <source>CTD and budgets: a budget in {count} of the {total} regions with a CTD in place or being set up</source>
        <translation>CTD et budgets : un budget cité dans {count} des {total} régions avec CTD existant ou en préfiguration</translation>
    </message>
    <message>
        <source>CTD and budgets: budgets in {count} of the {total} regions with a CTD in place or being set up</source>
        <translation>CTD et budgets : un budget cité dans {count} des {total} régions avec CTD existant ou en préfiguration</translation>
    </message>
    <message>
        <source>The words under an amount say what it covers: only compare amounts that cover the same.</source>
        <translation>Le mot sous le montant précise son périmètre : on ne compare que des montants de même périmètre.</translation>
    </message>
    <message>
        <source>{count} regions without a CTD state a budget for their data.</source>
        <translation>{count} régions sans CTD indiquent un budget pour la donnée.</translation>
    </message>
    <message>
        <source>{file} is damaged or not a ZIP file; save or download it again.</source>
        <translation>{file} est endommagé ou n’est pas un fichier ZIP ; enregistrez-le ou téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>a list of values out of {values}</source>
        <translation>une liste de valeurs parmi {values}</translation>
    </message>
    <message>
        <source>remark on the status</source>
        <translation>réserve sur le statut</translation>
    </message>
    <message>
        <source>{region}: {figure} not compared: what it covers changed from {before} to {after}.</source>
        <translation>{region} : écart non calculé ({figure}) : le chiffre ne couvre plus la même chose (« {before} », puis « {after} »).</translation>
    </message>
    <message>
        <source>no staff of its own, according to the answer</source>
        <translation>pas d’équipe propre, d’après la réponse</translation>
    </message>
    <message>
        <source>no budget of its own, according to the answer</source>
        <translation>pas de budget propre, d’après la réponse</translation>
    </message>
    <message>
        <source>Below each figure: what it covers (hosting only, a team, a whole organisation…). Ranks are given only among regions whose figures cover the same, from {count} regions.</source>
        <translation>Sous chaque chiffre : ce qu’il couvre (hébergement seul, équipe, structure entière…). Le rang n’est indiqué qu’entre régions dont les chiffres ont le même périmètre, à partir de {count} régions.</translation>
    </message>
    <message>
        <source>“≈”: figure given as approximate in the survey, or calculated from it.</source>
        <translation>« ≈ » : chiffre approximatif selon l’enquête, ou calculé à partir de celle-ci.</translation>
    </message>
    <message>
        <source>Each figure is quoted at the end of its sheet, with the answer it comes from.</source>
        <translation>Chaque chiffre est cité à la fin de sa fiche, avec la rubrique dont il provient.</translation>
    </message>
    <message>
        <source>mainland France and Corse</source>
        <translation>Hexagone et Corse</translation>
    </message>
    <message>
        <source>Projections</source>
        <translation>Projections</translation>
    </message>
    <message>
        <source>platforms not named in the survey</source>
        <translation>plateformes non citées dans l’enquête</translation>
    </message>
    <message>
        <source>not named in the survey</source>
        <translation>non citées dans l’enquête</translation>
    </message>
    <message>
        <source>Addresses of the services</source>
        <translation>Adresses des services</translation>
    </message>
    <message>
        <source>Below a figure: what it covers. Only figures that cover the same may be compared.</source>
        <translation>Sous chaque chiffre : ce qu’il couvre. Seuls se comparent les chiffres de même périmètre.</translation>
    </message>
    <message>
        <source>What the staff covers before</source>
        <translation>Ce que couvrent les effectifs, avant</translation>
    </message>
    <message>
        <source>What the staff covers after</source>
        <translation>Ce que couvrent les effectifs, après</translation>
    </message>
    <message>
        <source>What the budget covers before</source>
        <translation>Ce que couvre le budget, avant</translation>
    </message>
    <message>
        <source>What the budget covers after</source>
        <translation>Ce que couvre le budget, après</translation>
    </message>
    <message>
        <source>What the staff figure counts</source>
        <translation>Ce que couvre l’effectif</translation>
    </message>
    <message>
        <source>Staff figure approximate or calculated</source>
        <translation>Effectif approximatif ou calculé</translation>
    </message>
    <message>
        <source>What the budget covers</source>
        <translation>Ce que couvre le budget</translation>
    </message>
    <message>
        <source>Budget approximate or calculated</source>
        <translation>Budget approximatif ou calculé</translation>
    </message>
    <message>
        <source>What the figure covers</source>
        <translation>Ce que couvre le chiffre</translation>
    </message>
    <message>
        <source>Approximate or calculated</source>
        <translation>Approximatif ou calculé</translation>
    </message>
    <message>
        <source>Other technologies</source>
        <translation>Autres technologies</translation>
    </message>
    <message>
        <source>GeoNetwork alone</source>
        <translation>GeoNetwork seul</translation>
    </message>
    <message>
        <source>data platform</source>
        <translation>plateforme de données</translation>
    </message>
    <message>
        <source>observatory</source>
        <translation>observatoire</translation>
    </message>
    <message>
        <source>application</source>
        <translation>application</translation>
    </message>
    <message>
        <source>service</source>
        <translation>service</translation>
    </message>
    <message>
        <source>overseas scales differ</source>
        <translation>échelles différentes outre-mer</translation>
    </message>
    <message>
        <source>{author}, {date}.</source>
        <translation>{author}, {date}.</translation>
    </message>
    <message>
        <source>Lambert-93; each overseas territory has its own scale.</source>
        <translation>Lambert-93 ; chaque territoire d’outre-mer a sa propre échelle.</translation>
    </message>
    <message>
        <source>Lambert-93.</source>
        <translation>Lambert-93.</translation>
    </message>
    <message>
        <source>(number of regions)</source>
        <translation>(nombre de régions)</translation>
    </message>
    <message>
        <source>… and {count} other (atlas)</source>
        <translation>… et {count} autre (atlas)</translation>
    </message>
    <message>
        <source>… and {count} others (atlas)</source>
        <translation>… et {count} autres (atlas)</translation>
    </message>
    <message>
        <source>≈: about, or calculated.</source>
        <translation>≈ : valeur approximative ou calculée.</translation>
    </message>
    <message>
        <source>Guad.</source>
        <translation>Guad.</translation>
    </message>
    <message>
        <source>Mart.</source>
        <translation>Mart.</translation>
    </message>
    <message>
        <source>Réunion</source>
        <translation>Réunion</translation>
    </message>
    <message>
        <source>Key points</source>
        <translation>À retenir</translation>
    </message>
    <message>
        <source>Returns a figure of the CNIG survey for a region as the maps write it, with what it covers.</source>
        <translation>Renvoie un chiffre de l’enquête du CNIG pour une région tel qu’il figure sur les cartes, avec ce qu’il couvre.</translation>
    </message>
    <message>
        <source>A text with its unit, with ≈ before an approximate or calculated figure, and with both bounds of a range; NULL if &lt;code&gt;ctd_fact&lt;/code&gt; is NULL.</source>
        <translation>Un texte avec son unité, précédé de ≈ si le chiffre est approximatif ou calculé, avec les deux bornes d’une fourchette ; NULL si &lt;code&gt;ctd_fact&lt;/code&gt; est NULL.</translation>
    </message>
    <message>
        <source>{rank} of {count} comparable regions</source>
        <translation>{rank} sur {count} régions comparables</translation>
    </message>
    <message>
        <source>Data budgets: no amount understood for certain</source>
        <translation>Budgets de la donnée : aucun montant lu avec certitude</translation>
    </message>
    <message>
        <source>One region states that it has no budget of its own.</source>
        <translation>Une région déclare ne pas avoir de budget propre.</translation>
    </message>
    <message>
        <source>Data teams: no staff figure understood for certain</source>
        <translation>Équipes de la donnée : aucun effectif lu avec certitude</translation>
    </message>
    <message>
        <source>One region states that it has no staff of its own.</source>
        <translation>Une région déclare ne pas avoir d’équipe propre.</translation>
    </message>
    <message>
        <source>for scopes that are stated in part only</source>
        <translation>pour des périmètres en partie non précisés</translation>
    </message>
    <message>
        <source>for at least {count} different scopes</source>
        <translation>pour au moins {count} périmètres différents</translation>
    </message>
    <message>
        <source>Figures stated but not shown, because they were not understood for certain: {regions}.</source>
        <translation>Chiffres cités mais non représentés, faute d’une lecture certaine : {regions}.</translation>
    </message>
    <message>
        <source>no budget</source>
        <translation>sans budget</translation>
    </message>
    <message>
        <source>CTD and budgets: stated for {count} CTDs out of {total}</source>
        <translation>CTD et budgets : un budget cité pour {count} démarches sur {total}</translation>
    </message>
    <message>
        <source>{count} out of {total} with a CTD in place</source>
        <translation>{count} sur {total} avec CTD existant</translation>
    </message>
    <message>
        <source>{count} out of {total} with a CTD being set up</source>
        <translation>{count} sur {total} avec CTD en préfiguration</translation>
    </message>
    <message>
        <source>Regions that state a budget: {parts}.</source>
        <translation>Régions indiquant un budget : {parts}.</translation>
    </message>
    <message>
        <source>One region without a CTD states a budget for its data.</source>
        <translation>Une région sans CTD indique un budget pour la donnée.</translation>
    </message>
    <message>
        <source>Technologies of the regional data platforms</source>
        <translation>Technologies des plateformes régionales de données</translation>
    </message>
    <message>
        <source>both</source>
        <translation>les deux</translation>
    </message>
    <message>
        <source>platform stopped</source>
        <translation>plateforme arrêtée</translation>
    </message>
    <message>
        <source>technology not mentioned</source>
        <translation>technologie non citée</translation>
    </message>
    <message>
        <source>no region</source>
        <translation>aucune région</translation>
    </message>
    <message>
        <source>{count} region</source>
        <translation>{count} région</translation>
    </message>
    <message>
        <source>{count} regions</source>
        <translation>{count} régions</translation>
    </message>
    <message>
        <source>Data platforms: no technology known to be in service</source>
        <translation>Plateformes de données : aucune technologie connue en service</translation>
    </message>
    <message>
        <source>Platforms: {technology} in {count} region of {total}</source>
        <translation>Plateformes : {technology} dans {count} région sur {total}</translation>
    </message>
    <message>
        <source>Platforms: {technology} in {count} of {total} regions</source>
        <translation>Plateformes : {technology} dans {count} régions sur {total}</translation>
    </message>
    <message>
        <source>Platforms: {technology}, each in {count} region of {total}</source>
        <translation>Plateformes : {technology}, chacun dans {count} région sur {total}</translation>
    </message>
    <message>
        <source>Platforms: {technology}, each in {count} of {total} regions</source>
        <translation>Plateformes : {technology}, chacun dans {count} régions sur {total}</translation>
    </message>
    <message>
        <source>Platforms: {number} technologies, each in {count} region of {total}</source>
        <translation>Plateformes : {number} technologies, chacune dans {count} région sur {total}</translation>
    </message>
    <message>
        <source>Platforms: {number} technologies, each in {count} of {total} regions</source>
        <translation>Plateformes : {number} technologies, chacune dans {count} régions sur {total}</translation>
    </message>
    <message>
        <source>{technology}: {count} region of {total} each</source>
        <translation>{technology} : {count} région sur {total} chacun</translation>
    </message>
    <message>
        <source>{technology}: {count} of {total} regions each</source>
        <translation>{technology} : {count} régions sur {total} chacun</translation>
    </message>
    <message>
        <source>{number} technologies, each in {count} region of {total}</source>
        <translation>{number} technologies, chacune dans {count} région sur {total}</translation>
    </message>
    <message>
        <source>{number} technologies, each in {count} of {total} regions</source>
        <translation>{number} technologies, chacune dans {count} régions sur {total}</translation>
    </message>
    <message>
        <source>{names} and {last}</source>
        <translation>{names} et {last}</translation>
    </message>
    <message>
        <source>planned platforms</source>
        <translation>plateformes prévues</translation>
    </message>
    <message>
        <source>no platform known</source>
        <translation>aucune plateforme connue</translation>
    </message>
    <message>
        <source>Not on the maps: {parts}.</source>
        <translation>Hors carte – {parts}.</translation>
    </message>
    <message>
        <source>; </source>
        <translation> ; </translation>
    </message>
    <message>
        <source>{region} is not drawn and counts for {technologies}.</source>
        <translation>{region}, comptée sans être représentée : {technologies}.</translation>
    </message>
    <message>
        <source>Covers</source>
        <translation>Couvre</translation>
    </message>
    <message>
        <source>What all figures of this column cover: only figures that cover the same are compared on maps</source>
        <translation>Ce que couvrent tous les chiffres de la colonne : seuls les chiffres de même périmètre sont comparés sur les cartes</translation>
    </message>
    <message>
        <source>from the text</source>
        <translation>d’après le texte</translation>
    </message>
    <message>
        <source>approximate (≈)</source>
        <translation>approximatif (≈)</translation>
    </message>
    <message>
        <source>none of its own</source>
        <translation>néant</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>« {words} »</translation>
    </message>
    <message>
        <source>web page: “{words}”</source>
        <translation>page web : « {words} »</translation>
    </message>
    <message>
        <source>see the QGIS log messages, tab CTD</source>
        <translation>détail dans le journal des messages de QGIS, onglet CTD</translation>
    </message>
    <message>
        <source>QGIS cannot open the layer; see the QGIS log messages, tab CTD</source>
        <translation>QGIS ne parvient pas à ouvrir la couche ; détail dans le journal des messages de QGIS, onglet CTD</translation>
    </message>
    <message>
        <source>none was checked</source>
        <translation>aucune n’a été vérifiée</translation>
    </message>
    <message>
        <source>certificate refused</source>
        <translation>certificat refusé</translation>
    </message>
    <message>
        <source>network error</source>
        <translation>erreur réseau</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>connexion refusée</translation>
    </message>
    <message>
        <source>the server closed the connection</source>
        <translation>le serveur a fermé la connexion</translation>
    </message>
    <message>
        <source>unknown server name</source>
        <translation>nom de serveur inconnu</translation>
    </message>
    <message>
        <source>no secure connection</source>
        <translation>connexion sécurisée impossible</translation>
    </message>
    <message>
        <source>the network was interrupted</source>
        <translation>réseau interrompu</translation>
    </message>
    <message>
        <source>invalid HTTP response</source>
        <translation>réponse HTTP non valide</translation>
    </message>
    <message>
        <source>connection refused by the proxy</source>
        <translation>connexion refusée par le proxy</translation>
    </message>
    <message>
        <source>the proxy closed the connection</source>
        <translation>le proxy a fermé la connexion</translation>
    </message>
    <message>
        <source>unknown proxy name</source>
        <translation>nom de proxy inconnu</translation>
    </message>
    <message>
        <source>no answer from the proxy</source>
        <translation>aucune réponse du proxy</translation>
    </message>
    <message>
        <source>the proxy asks for a user name and a password</source>
        <translation>le proxy demande un identifiant et un mot de passe</translation>
    </message>
    <message>
        <source>self-signed certificate</source>
        <translation>certificat auto-signé</translation>
    </message>
    <message>
        <source>expired certificate</source>
        <translation>certificat expiré</translation>
    </message>
    <message>
        <source>certificate not valid yet</source>
        <translation>certificat pas encore valide</translation>
    </message>
    <message>
        <source>revoked certificate</source>
        <translation>certificat révoqué</translation>
    </message>
    <message>
        <source>certificate of another server</source>
        <translation>certificat d’un autre serveur</translation>
    </message>
    <message>
        <source>certificate of an unknown authority</source>
        <translation>certificat d’une autorité inconnue</translation>
    </message>
    <message>
        <source>“{quote}”</source>
        <translation>« {quote} »</translation>
    </message>
    <message>
        <source>median</source>
        <translation>médiane</translation>
    </message>
    <message>
        <source>the server is starting or stopping</source>
        <translation>serveur en cours de démarrage ou d’arrêt</translation>
    </message>
    <message>
        <source>no space left on the server’s disk</source>
        <translation>espace disque insuffisant sur le serveur</translation>
    </message>
    <message>
        <source>user name or password refused</source>
        <translation>identifiant ou mot de passe refusé</translation>
    </message>
    <message>
        <source>the server does not admit this user from this computer</source>
        <translation>utilisateur ou poste non autorisé par le serveur</translation>
    </message>
    <message>
        <source>too many connections to the server</source>
        <translation>trop de connexions au serveur</translation>
    </message>
    <message>
        <source>no database of this name</source>
        <translation>aucune base de données de ce nom</translation>
    </message>
    <message>
        <source>no user of this name</source>
        <translation>aucun utilisateur de ce nom</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>délai d’attente dépassé</translation>
    </message>
    <message>
        <source>server not reachable</source>
        <translation>serveur injoignable</translation>
    </message>
    <message>
        <source>a table is in use by another session</source>
        <translation>table utilisée par une autre session</translation>
    </message>
    <message>
        <source>the statement was cancelled</source>
        <translation>requête annulée</translation>
    </message>
    <message>
        <source>insufficient rights</source>
        <translation>droits insuffisants</translation>
    </message>
    <message>
        <source>read-only database</source>
        <translation>base de données en lecture seule</translation>
    </message>
    <message>
        <source>other objects of the database depend on these tables</source>
        <translation>d’autres objets de la base dépendent de ces tables</translation>
    </message>
    <message>
        <source>the server lacks memory</source>
        <translation>mémoire insuffisante sur le serveur</translation>
    </message>
    <message>
        <source>characters that the database’s encoding does not have</source>
        <translation>caractères absents de l’encodage de la base</translation>
    </message>
    <message>
        <source>a constraint of the database refuses a row</source>
        <translation>enregistrement refusé par une contrainte de la base</translation>
    </message>
    <message>
        <source>an object of this name exists already</source>
        <translation>un objet de ce nom existe déjà</translation>
    </message>
    <message>
        <source>a table, schema or function is missing</source>
        <translation>table, schéma ou fonction introuvable</translation>
    </message>
    <message>
        <source>€ a year per 1,000 inh.
(number of regions)</source>
        <translation>€ par an pour 1 000 hab.
(nombre de régions)</translation>
    </message>
    <message>
        <source>CTD and budgets: no budget stated in the regions with a CTD in place or being set up</source>
        <translation>CTD et budgets : aucun budget cité dans les régions avec CTD existant ou en préfiguration</translation>
    </message>
    <message>
        <source>CTD and budgets: none stated where there is a CTD</source>
        <translation>CTD et budgets : aucun budget cité pour les démarches</translation>
    </message>
    <message>
        <source>platform run by {whom}</source>
        <translation>portage : {whom}</translation>
    </message>
    <message>
        <source>under a name, a square for each technology</source>
        <translation>sous le nom, un carré par technologie</translation>
    </message>
    <message>
        <source>Technologies of the regional data platforms, public sources included</source>
        <translation>Technologies des plateformes régionales de données, sources publiques comprises</translation>
    </message>
    <message>
        <source>Run by:</source>
        <translation>Portage :</translation>
    </message>
    <message>
        <source>public references cited in the atlas</source>
        <translation>références publiques citées dans l’atlas</translation>
    </message>
    <message>
        <source>Region or partners</source>
        <translation>Région ou partenaires</translation>
    </message>
    <message>
        <source>State alone</source>
        <translation>État seul</translation>
    </message>
    <message>
        <source>Staff before is approximate</source>
        <translation>Effectifs avant : approximatifs</translation>
    </message>
    <message>
        <source>Staff after is approximate</source>
        <translation>Effectifs après : approximatifs</translation>
    </message>
    <message>
        <source>Budget before is approximate</source>
        <translation>Budget annuel avant : approximatif</translation>
    </message>
    <message>
        <source>Budget after is approximate</source>
        <translation>Budget annuel après : approximatif</translation>
    </message>
    <message>
        <source>The recipe {file} is invalid; correct it.</source>
        <translation>La recette {file} n’est pas valide ; corrigez-la.</translation>
    </message>
    <message>
        <source>organisation</source>
        <translation>structure</translation>
    </message>
    <message>
        <source>data</source>
        <translation>données</translation>
    </message>
    <message>
        <source>CTD – generalised outlines</source>
        <translation>CTD – contours généralisés</translation>
    </message>
    <message>
        <source>Technologies</source>
        <translation>Technologies</translation>
    </message>
    <message>
        <source>Staff, upper end of the range (FTE)</source>
        <translation>Effectifs, haut de la fourchette (ETP)</translation>
    </message>
    <message>
        <source>Yearly budget, upper end of the range (€)</source>
        <translation>Budget annuel, haut de la fourchette (€)</translation>
    </message>
    <message>
        <source>Under the name of a region: services that responded, out of those checked.</source>
        <translation>Sous le nom de la région : services ayant répondu, sur ceux interrogés.</translation>
    </message>
    <message>
        <source>{count} service of these regions not checked, and not counted.</source>
        <translation>{count} service de ces régions non vérifié, non compté.</translation>
    </message>
    <message>
        <source>{count} services of these regions not checked, and not counted.</source>
        <translation>{count} services de ces régions non vérifiés, non comptés.</translation>
    </message>
    <message>
        <source>custom or unknown technology</source>
        <translation>technologie propre ou non connue</translation>
    </message>
    <message>
        <source>{region}: “{text}” was not read as a figure.</source>
        <translation>{region} : « {text} » n’a pas été lu comme un chiffre.</translation>
    </message>
    <message>
        <source>none given</source>
        <translation>non renseignée</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>Only figures that cover the same thing are compared (maps and ranks); a figure for which this is not stated is shown alone.</source>
        <translation>Seuls sont comparés (cartes et rangs) les chiffres qui couvrent la même chose ; un chiffre sans précision est représenté seul.</translation>
    </message>
    <message>
        <source>Figures on the maps: {figures}.</source>
        <translation>Chiffres sur les cartes : {figures}.</translation>
    </message>
    <message>
        <source>no payer named</source>
        <translation>aucun financeur cité</translation>
    </message>
    <message>
        <source>Addresses from public sources, checked from one computer: results may differ elsewhere or another day.</source>
        <translation>Adresses issues de sources publiques, interrogées depuis un seul poste : le résultat peut varier selon le réseau et le jour.</translation>
    </message>
    <message>
        <source>Language of the map (empty: as in the options)</source>
        <translation>Langue de la carte (vide : celle des options)</translation>
    </message>
    <message>
        <source>a template, harvester or feature catalogue, without data</source>
        <translation>modèle, moissonneur ou catalogue d’attributs, sans données</translation>
    </message>
    <message>
        <source>response without a record</source>
        <translation>réponse sans fiche</translation>
    </message>
    <message>
        <source>This is the address of a whole catalogue, not of a data set; your own platforms can take it.</source>
        <translation>C’est l’adresse d’un catalogue entier, non d’un jeu de données ; elle peut être ajoutée à vos plateformes.</translation>
    </message>
    <message>
        <source>No data set was recognised on this page: paste the address of its service or file instead.</source>
        <translation>Aucun jeu de données reconnu sur cette page : collez plutôt l’adresse de son service ou de son fichier.</translation>
    </message>
    <message>
        <source>Known figures ignored, because the survey lacks their columns: {count}.</source>
        <translation>Chiffres déjà connus ignorés, car l’enquête n’a pas leurs colonnes : {count}.</translation>
    </message>
    <message>
        <source>File and columns</source>
        <translation>Fichier et colonnes</translation>
    </message>
    <message>
        <source>Rows without a region</source>
        <translation>Lignes sans région</translation>
    </message>
    <message>
        <source>Duplicate rows</source>
        <translation>Lignes en double</translation>
    </message>
    <message>
        <source>Rows and cells</source>
        <translation>Lignes et cellules</translation>
    </message>
    <message>
        <source>Regions without a row</source>
        <translation>Régions sans ligne</translation>
    </message>
    <message>
        <source>sheet “{sheet}”</source>
        <translation>feuille « {sheet} »</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>Édition</translation>
    </message>
    <message>
        <source>Imported on</source>
        <translation>Importée le</translation>
    </message>
    <message>
        <source>{matched} of {regions} regions have a row; rows read: {rows}; remarks: {count}.</source>
        <translation>{matched} régions sur {regions} ont une ligne ; lignes lues : {rows} ; remarques : {count}.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Objet</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>“{name}” does not end in .csv, .html or .json; choose one of them.</source>
        <translation>« {name} » ne se termine pas par .csv, .html ou .json ; choisissez l’une de ces extensions.</translation>
    </message>
    <message>
        <source>{file} is not the report of an import; choose the file that ends in .report.json.</source>
        <translation>{file} n’est pas un rapport d’import ; choisissez le fichier qui se termine par .report.json.</translation>
    </message>
    <message>
        <source>{region} has no row.</source>
        <translation>Aucune ligne pour {region}.</translation>
    </message>
    <message>
        <source>Duplicate of {region}; only row {first} is used.</source>
        <translation>Doublon de {region} ; seule la ligne {first} est utilisée.</translation>
    </message>
    <message>
        <source>Import report</source>
        <translation>Rapport d’import</translation>
    </message>
    <message>
        <source>CNIG survey 2025–2026</source>
        <translation>Enquête CNIG 2025-2026</translation>
    </message>
    <message>
        <source>Mainland France</source>
        <translation>France métropolitaine</translation>
    </message>
    <message>
        <source>That of QGIS (French)</source>
        <translation>Celle de QGIS (français)</translation>
    </message>
    <message>
        <source>That of QGIS (English)</source>
        <translation>Celle de QGIS (anglais)</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Browse: {field}</source>
        <translation>Parcourir : {field}</translation>
    </message>
    <message>
        <source>Show or hide: {group}</source>
        <translation>Afficher ou masquer : {group}</translation>
    </message>
    <message>
        <source>As on the map</source>
        <translation>Celui de la carte</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> ppp</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>For this file only: the layout of the project keeps its own.</source>
        <translation>Pour ce fichier seulement : la mise en page du projet garde le sien.</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Résolution</translation>
    </message>
    <message>
        <source>Meeting pack written to {path}.</source>
        <translation>Dossier de réunion enregistré dans {path}.</translation>
    </message>
    <message>
        <source>Enter the full path of the output folder.</source>
        <translation>Saisissez le chemin complet du dossier de sortie.</translation>
    </message>
    <message>
        <source>{folder} already contains a meeting pack.</source>
        <translation>{folder} contient déjà un dossier de réunion.</translation>
    </message>
    <message>
        <source>Write to “{name}”</source>
        <translation>Écrire dans « {name} »</translation>
    </message>
    <message>
        <source>Replace the pack</source>
        <translation>Remplacer le dossier de réunion</translation>
    </message>
    <message>
        <source>ctd-pack-{date}</source>
        <translation>dossier-ctd-{date}</translation>
    </message>
    <message>
        <source>Survey shared to {path}.</source>
        <translation>Enquête partagée dans {path}.</translation>
    </message>
    <message>
        <source>Project of the shared survey: {path}.</source>
        <translation>Projet de l’enquête partagée : {path}.</translation>
    </message>
    <message>
        <source>Created where it does not exist; one from an earlier sharing is replaced.</source>
        <translation>Créé s’il n’existe pas ; celui d’un partage précédent est remplacé.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Open the guide at the page of this window (F1)</source>
        <translation>Ouvrir le guide à la page de cette fenêtre (F1)</translation>
    </message>
    <message>
        <source>Region of each row. Unrecognised values are listed first; accept the suggestions or choose a region.</source>
        <translation>Région de chaque ligne. Les valeurs non reconnues figurent en premier ; acceptez les suggestions ou choisissez une région.</translation>
    </message>
    <message>
        <source>Map class of each status in the file. Unrecognised values are listed first; accept the suggestions or choose a class.</source>
        <translation>Classe de la carte pour chaque statut du fichier. Les valeurs non reconnues figurent en premier ; acceptez les suggestions ou choisissez une classe.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler le choix</translation>
    </message>
    <message>
        <source>Undo the last choice in this list</source>
        <translation>Annuler le dernier choix dans cette liste</translation>
    </message>
    <message>
        <source>Accept all {count} suggestions</source>
        <translation>Accepter les {count} suggestions</translation>
    </message>
    <message>
        <source>The layer of regions does not show it.</source>
        <translation>Absente de la couche des régions.</translation>
    </message>
    <message>
        <source>{count} more layers: search for them in the catalogues.</source>
        <translation>{count} autres couches : recherchez-les dans les catalogues.</translation>
    </message>
    <message>
        <source>Interview</source>
        <translation>Entretien</translation>
    </message>
    <message>
        <source>Add with authentication…</source>
        <translation>Ajouter avec authentification…</translation>
    </message>
    <message>
        <source>Add to the map as</source>
        <translation>Ajouter à la carte en tant que</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Authentification</translation>
    </message>
    <message>
        <source>Authentication configuration</source>
        <translation>Configuration d’authentification</translation>
    </message>
    <message>
        <source>cannot search by extent</source>
        <translation>recherche par emprise impossible</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Show the details of the dataset</source>
        <translation>Afficher les détails du jeu de données</translation>
    </message>
    <message>
        <source>Details of the dataset</source>
        <translation>Détails du jeu de données</translation>
    </message>
    <message>
        <source>Select a dataset to read its details.</source>
        <translation>Sélectionnez un jeu de données pour lire ses détails.</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Mise à jour</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>Emprise</translation>
    </message>
    <message>
        <source>Catalogue</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <source>{count} more links in the list</source>
        <translation>{count} autres liens dans la liste</translation>
    </message>
    <message>
        <source>The catalogue gives no link to this dataset.</source>
        <translation>Le catalogue n’indique aucun lien vers ce jeu de données.</translation>
    </message>
    <message>
        <source>west {west}, south {south}, east {east}, north {north} (degrees)</source>
        <translation>ouest {west} ; sud {south} ; est {east} ; nord {north} (degrés)</translation>
    </message>
    <message>
        <source>extent unknown</source>
        <translation>emprise inconnue</translation>
    </message>
    <message>
        <source>{count} received</source>
        <translation>{count} reçus</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} sur {total}</translation>
    </message>
    <message>
        <source>load more</source>
        <translation>afficher la suite</translation>
    </message>
    <message>
        <source>try again</source>
        <translation>réessayer</translation>
    </message>
    <message>
        <source>{count} dataset, newest first</source>
        <translation>{count} jeu de données, du plus récent au plus ancien</translation>
    </message>
    <message>
        <source>{count} datasets, newest first</source>
        <translation>{count} jeux de données, du plus récent au plus ancien</translation>
    </message>
    <message>
        <source>Looking for the newest datasets…</source>
        <translation>Recherche des jeux de données les plus récents…</translation>
    </message>
    <message>
        <source>No datasets here: choose more regions or another extent.</source>
        <translation>Aucun jeu de données ici : choisissez d’autres régions ou une autre emprise.</translation>
    </message>
    <message>
        <source>The first {shown} of {count} layers: type words to find the others.</source>
        <translation>{shown} premières couches sur {count} : saisissez des mots pour trouver les autres.</translation>
    </message>
    <message>
        <source>{count} of {total} layers</source>
        <translation>{count} couches sur {total}</translation>
    </message>
    <message>
        <source>The service has more layers than the plugin reads.</source>
        <translation>Le service a plus de couches que l’extension n’en lit.</translation>
    </message>
    <message>
        <source>{option} ({count} of {total})</source>
        <translation>{option} ({count} sur {total})</translation>
    </message>
    <message>
        <source>Default: features, then picture, then file</source>
        <translation>Par défaut : entités, sinon image, sinon fichier</translation>
    </message>
    <message>
        <source>features</source>
        <translation>entités</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>image</translation>
    </message>
    <message>
        <source>picture in tiles</source>
        <translation>image tuilée</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>tuiles</translation>
    </message>
    <message>
        <source>features or picture</source>
        <translation>entités ou image</translation>
    </message>
    <message>
        <source>file, copied into the profile</source>
        <translation>fichier, copié dans le profil</translation>
    </message>
    <message>
        <source>file, downloaded to a folder</source>
        <translation>fichier, téléchargé dans un dossier</translation>
    </message>
    <message>
        <source>Choose an authentication…</source>
        <translation>Choisir une authentification…</translation>
    </message>
    <message>
        <source>Let QGIS try</source>
        <translation>Laisser QGIS essayer</translation>
    </message>
    <message>
        <source>Layer “{name}” added to the map.</source>
        <translation>Couche « {name} » ajoutée à la carte.</translation>
    </message>
    <message>
        <source>Layers added to the map: {name}.</source>
        <translation>Couches ajoutées à la carte : {name}.</translation>
    </message>
    <message>
        <source>Zoom to the layer</source>
        <translation>Zoomer sur la couche</translation>
    </message>
    <message>
        <source>Open the attribute table</source>
        <translation>Ouvrir la table d’attributs</translation>
    </message>
    <message>
        <source>Enter search words, or choose a region or the map extent: the newest datasets are then listed.</source>
        <translation>Saisissez des mots, ou choisissez une région ou l’emprise de la carte pour obtenir les jeux de données les plus récents.</translation>
    </message>
    <message>
        <source>Options…</source>
        <translation>Options…</translation>
    </message>
    <message>
        <source>Open an edition…</source>
        <translation>Ouvrir une édition…</translation>
    </message>
    <message>
        <source>Zoom to a territory</source>
        <translation>Zoomer sur un territoire</translation>
    </message>
    <message>
        <source>Platforms and services…</source>
        <translation>Plateformes et services…</translation>
    </message>
    <message>
        <source>Survey campaign…</source>
        <translation>Campagne d’enquête…</translation>
    </message>
    <message>
        <source>Save the project with its data…</source>
        <translation>Enregistrer le projet avec ses données…</translation>
    </message>
    <message>
        <source>Collect the files of a survey campaign</source>
        <translation>Recueillir les fichiers d’une campagne d’enquête</translation>
    </message>
    <message>
        <source>Returned files, or their folder</source>
        <translation>Fichiers retournés, ou leur dossier</translation>
    </message>
    <message>
        <source>Earlier edition for what nobody answered (survey or ctd.gpkg; empty: none)</source>
        <translation>Édition antérieure, pour ce qui est resté sans réponse (enquête ou ctd.gpkg ; vide : aucune)</translation>
    </message>
    <message>
        <source>{region}, {column}: several answers, “{file}” was taken; the others: {others}.</source>
        <translation>{region}, {column} : plusieurs réponses, celle de « {file} » a été retenue ; les autres : {others}.</translation>
    </message>
    <message>
        <source>{region}, {column}: empty in the newest file, completed from “{file}”.</source>
        <translation>{region}, {column} : vide dans le fichier le plus récent, complété d’après « {file} ».</translation>
    </message>
    <message>
        <source>{count} region answered, out of {total}.</source>
        <translation>{count} région sur {total} a répondu.</translation>
    </message>
    <message>
        <source>{count} regions answered, out of {total}.</source>
        <translation>{count} régions sur {total} ont répondu.</translation>
    </message>
    <message>
        <source>Not yet: {regions}.</source>
        <translation>Sans réponse à ce jour : {regions}.</translation>
    </message>
    <message>
        <source>Answers carried over: {count}.</source>
        <translation>Réponses reprises : {count}.</translation>
    </message>
    <message>
        <source>Lock and temporary files skipped: {count}.</source>
        <translation>Fichiers de verrouillage et fichiers temporaires ignorés : {count}.</translation>
    </message>
    <message>
        <source>Writes a spreadsheet (XLSX or ODS) with the survey’s columns, drop-down lists of regions and statuses, and a sheet that describes each column; empty, or filled with an edition. Once filled in, it can be imported as it is.
With a folder, writes one form for each region, one question per row: its earlier answers are on a yellow ground, each with a box “Still valid?”. Returned forms are recognised whatever their names; “Collect the files of a survey campaign” makes one survey of them. A form that is filled in is never replaced.
Respondents and names of persons are left out unless personal data are kept in the plugin’s options.</source>
        <translation>Enregistre un tableur (XLSX ou ODS) avec les colonnes de l’enquête, des listes déroulantes de régions et de statuts et une feuille décrivant chaque colonne ; vide, ou prérempli d’après une édition. Une fois rempli, il peut être importé tel quel.
Avec un dossier : un formulaire par région, une question par ligne ; les réponses antérieures sont sur fond jaune, chacune avec une case « Toujours valable ? ». Les formulaires retournés sont reconnus quel que soit leur nom ; « Recueillir les fichiers d’une campagne d’enquête » en fait une seule enquête. Un formulaire rempli n’est jamais remplacé.
Les répondants et les noms de personnes sont exclus, sauf si les options de l’extension prévoient de conserver les données personnelles.</translation>
    </message>
    <message>
        <source>Edition that fills it (survey or ctd.gpkg; empty: as above)</source>
        <translation>Édition servant à le préremplir (enquête ou ctd.gpkg ; vide : comme ci-dessus)</translation>
    </message>
    <message>
        <source>Template for all regions</source>
        <translation>Modèle pour toutes les régions</translation>
    </message>
    <message>
        <source>Folder for one form per region</source>
        <translation>Dossier pour un formulaire par région</translation>
    </message>
    <message>
        <source>Format of the forms</source>
        <translation>Format des formulaires</translation>
    </message>
    <message>
        <source>Choose the file of the template, or a folder for the forms.</source>
        <translation>Choisissez le fichier du modèle, ou un dossier pour les formulaires.</translation>
    </message>
    <message>
        <source>{count} form written to {folder}.</source>
        <translation>{count} formulaire enregistré dans {folder}.</translation>
    </message>
    <message>
        <source>{count} forms written to {folder}.</source>
        <translation>{count} formulaires enregistrés dans {folder}.</translation>
    </message>
    <message>
        <source>internal error of the server</source>
        <translation>erreur interne du serveur</translation>
    </message>
    <message>
        <source>proxy error</source>
        <translation>erreur du proxy</translation>
    </message>
    <message>
        <source>Same content as {file}.</source>
        <translation>Même contenu que {file}.</translation>
    </message>
    <message>
        <source>Each of its answers was replaced by that of another file.</source>
        <translation>Chacune de ses réponses a été remplacée par celle d’un autre fichier.</translation>
    </message>
    <message>
        <source>None of the {count} files has an answer; nothing was written.</source>
        <translation>Aucun des {count} fichiers ne contient de réponse ; rien n’a été enregistré.</translation>
    </message>
    <message>
        <source>{folder} has more than {most} files; choose the folder of the returned files.</source>
        <translation>{folder} contient plus de {most} fichiers ; choisissez le dossier des fichiers retournés.</translation>
    </message>
    <message>
        <source>{name} does not end in .csv or .xlsx; choose one of the two.</source>
        <translation>{name} ne se termine ni par .csv ni par .xlsx ; choisissez l’un des deux.</translation>
    </message>
    <message>
        <source>Its name suggests {region}: confirm it.</source>
        <translation>Son nom fait penser à la région {region} : à confirmer.</translation>
    </message>
    <message>
        <source>{file} has no column of the survey; its columns are: {columns}.</source>
        <translation>{file} n’a aucune colonne de l’enquête ; ses colonnes sont : {columns}.</translation>
    </message>
    <message>
        <source>Sheet “{sheet}” ignored: no column of the survey.</source>
        <translation>Feuille « {sheet} » ignorée : aucune colonne de l’enquête.</translation>
    </message>
    <message>
        <source>“{value}” in “Still valid?” is neither yes nor no, and was read as no.</source>
        <translation>« {value} » dans « Toujours valable ? » n’est ni oui ni non, et a été lu comme non.</translation>
    </message>
    <message>
        <source>Made for {region}, but filled in for {other}: read as {other}.</source>
        <translation>Préparé pour {region}, mais rempli pour {other} : lu comme {other}.</translation>
    </message>
    <message>
        <source>Returned without a new answer.</source>
        <translation>Retourné sans nouvelle réponse.</translation>
    </message>
    <message>
        <source>No answer is filled in.</source>
        <translation>Aucune réponse n’est remplie.</translation>
    </message>
    <message>
        <source>No region is recognised in: {values}.</source>
        <translation>Aucune région reconnue dans : {values}.</translation>
    </message>
    <message>
        <source>The file does not say for which region it answers.</source>
        <translation>Le fichier n’indique pas la région concernée.</translation>
    </message>
    <message>
        <source>{file} is one of the editions compared; choose another name for the result.</source>
        <translation>{file} est l’une des éditions comparées ; choisissez un autre nom pour le résultat.</translation>
    </message>
    <message>
        <source>{region}: status not compared: carried over from {year}.</source>
        <translation>{region} : statut non comparé, repris de {year}.</translation>
    </message>
    <message>
        <source>{region}: {figure} not compared: carried over from {year}.</source>
        <translation>{region} : {figure} – chiffre non comparé, repris de {year}.</translation>
    </message>
    <message>
        <source>{file} is damaged and cannot be read: restore it from a backup.</source>
        <translation>{file} est endommagé et illisible : restaurez-le depuis une sauvegarde.</translation>
    </message>
    <message>
        <source>{file} is not an edition of the survey: choose a GeoPackage created by this plugin.</source>
        <translation>{file} n’est pas une édition de l’enquête : choisissez un GeoPackage créé par cette extension.</translation>
    </message>
    <message>
        <source>{file} was created by another version of the plugin ({detail}): update the plugin, or build the edition again from its survey.</source>
        <translation>{file} a été créé par une autre version de l’extension ({detail}) : mettez l’extension à jour, ou recréez l’édition à partir de son enquête.</translation>
    </message>
    <message>
        <source>“{value}” names no answer and year of an earlier edition; write, for example, “moyens: 2025”.</source>
        <translation>« {value} » n’indique pas de réponse ni d’année d’une édition antérieure ; écrivez par exemple « moyens : 2025 ».</translation>
    </message>
    <message>
        <source>Still valid?</source>
        <translation>Toujours valable ?</translation>
    </message>
    <message>
        <source>Survey on regional data committees (CTD): {region}</source>
        <translation>Enquête sur les comités territoriaux de la donnée (CTD) : {region}</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Formulaire</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Rubrique</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>What is expected</source>
        <translation>Contenu attendu</translation>
    </message>
    <message>
        <source>If nothing has changed since {year}, choose “yes” on the right.</source>
        <translation>Si rien n’a changé depuis {year}, choisissez « oui » à droite.</translation>
    </message>
    <message>
        <source>All answers are still valid</source>
        <translation>Toutes les réponses sont toujours valables</translation>
    </message>
    <message>
        <source>Write each answer in the column “Answer”; a cell may contain several lines.</source>
        <translation>Écrivez chaque réponse dans la colonne « Réponse » ; une cellule peut contenir plusieurs lignes.</translation>
    </message>
    <message>
        <source>Yellow cells hold the answer of {year}: correct it where it has changed.</source>
        <translation>Les cellules jaunes contiennent la réponse de {year} : corrigez-la si elle a changé.</translation>
    </message>
    <message>
        <source>Where it has not changed, choose “yes” in the column “Still valid?”.</source>
        <translation>Si elle n’a pas changé, choisissez « oui » dans la colonne « Toujours valable ? ».</translation>
    </message>
    <message>
        <source>An answer that is left as it is, without “yes”, counts as not renewed.</source>
        <translation>Une réponse laissée telle quelle, sans « oui », est considérée comme non renouvelée.</translation>
    </message>
    <message>
        <source>Empty a cell to withdraw its answer.</source>
        <translation>Videz une cellule pour retirer la réponse.</translation>
    </message>
    <message>
        <source>Return the file under any name, as XLSX or ODS.</source>
        <translation>Retournez le fichier sous le nom de votre choix, au format XLSX ou ODS.</translation>
    </message>
    <message>
        <source>Records/layers</source>
        <translation>Fiches/couches</translation>
    </message>
    <message>
        <source>Not renewed</source>
        <translation>Réponse non renouvelée</translation>
    </message>
    <message>
        <source>Status after carried over from</source>
        <translation>Statut après repris de</translation>
    </message>
    <message>
        <source>Staff after carried over from</source>
        <translation>Effectif après repris de</translation>
    </message>
    <message>
        <source>Budget after carried over from</source>
        <translation>Budget après repris de</translation>
    </message>
    <message>
        <source>Status carried over from</source>
        <translation>Statut repris de</translation>
    </message>
    <message>
        <source>Date carried over from</source>
        <translation>Date reprise de</translation>
    </message>
    <message>
        <source>Staff figure carried over from</source>
        <translation>Effectif repris de</translation>
    </message>
    <message>
        <source>Budget carried over from</source>
        <translation>Budget repris de</translation>
    </message>
    <message>
        <source>Carried over from</source>
        <translation>Repris de</translation>
    </message>
    <message>
        <source>Answers carried over, with their year</source>
        <translation>Réponses reprises, avec leur année</translation>
    </message>
    <message>
        <source>{title} (carried over from {year})</source>
        <translation>{title} (réponse reprise de {year})</translation>
    </message>
    <message>
        <source>QGIS could not use the authentication configuration {name}; was its master password entered?</source>
        <translation>QGIS n’a pas pu utiliser la configuration d’authentification {name} ; le mot de passe principal a-t-il été saisi ?</translation>
    </message>
    <message>
        <source>{reason} (proxy {proxy}, see Settings › Options › Network)</source>
        <translation>{reason} (proxy {proxy}, voir Préférences › Options › Réseau)</translation>
    </message>
    <message>
        <source>{reason} (see Settings › Options › Network)</source>
        <translation>{reason} (voir Préférences › Options › Réseau)</translation>
    </message>
    <message>
        <source>the proxy denies access to this address</source>
        <translation>le proxy interdit l’accès à cette adresse</translation>
    </message>
    <message>
        <source>the proxy does not open the connection</source>
        <translation>le proxy n’ouvre pas la connexion</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>Passage</translation>
    </message>
    <message>
        <source>Source: {edition}.</source>
        <translation>Source : {edition}.</translation>
    </message>
    <message>
        <source>“{quote}” ({region}, {column}; {source})</source>
        <translation>« {quote} » ({region}, {column} ; {source})</translation>
    </message>
    <message>
        <source>- {column}: “{quote}”</source>
        <translation>- {column} : « {quote} »</translation>
    </message>
    <message>
        <source>Addresses not checked</source>
        <translation>Adresses non vérifiées</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Tout copier</translation>
    </message>
    <message>
        <source>Copy the row</source>
        <translation>Copier la ligne</translation>
    </message>
    <message>
        <source>Look for a new address…</source>
        <translation>Rechercher une nouvelle adresse…</translation>
    </message>
    <message>
        <source>The details of the row are below; Ctrl+C copies the selected rows.</source>
        <translation>Le détail de la ligne est affiché en dessous ; Ctrl+C copie les lignes sélectionnées.</translation>
    </message>
    <message>
        <source>Details of the service</source>
        <translation>Détail du service</translation>
    </message>
    <message>
        <source>Opens the shared layers in QGIS; it contains no password.</source>
        <translation>Ouvre les couches partagées dans QGIS ; il ne contient aucun mot de passe.</translation>
    </message>
    <message>
        <source>Comparing the editions…</source>
        <translation>Comparaison des éditions…</translation>
    </message>
    <message>
        <source>Compare two editions</source>
        <translation>Comparer deux éditions</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Inverser</translation>
    </message>
    <message>
        <source>Another file…</source>
        <translation>Autre fichier…</translation>
    </message>
    <message>
        <source>The result is a copy of the later edition with a map of what changed.</source>
        <translation>Le résultat est une copie de l’édition postérieure, avec une carte des évolutions.</translation>
    </message>
    <message>
        <source>Earlier edition</source>
        <translation>Édition antérieure</translation>
    </message>
    <message>
        <source>Later edition</source>
        <translation>Édition postérieure</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Choose two different editions; “Another file…” adds one to the lists.</source>
        <translation>Choisissez deux éditions différentes ; « Autre fichier… » en ajoute une aux listes.</translation>
    </message>
    <message>
        <source>“{name}” has unsaved changes: save or discard them first.</source>
        <translation>« {name} » a des modifications non enregistrées : enregistrez-les ou annulez-les d’abord.</translation>
    </message>
    <message>
        <source>Choose a GeoPackage (.gpkg) to write.</source>
        <translation>Choisissez le GeoPackage (.gpkg) à créer.</translation>
    </message>
    <message>
        <source>{file} is open in the project: choose another name.</source>
        <translation>{file} est ouvert dans le projet : choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Reading the edition…</source>
        <translation>Lecture de l’édition…</translation>
    </message>
    <message>
        <source>{name}-changes.gpkg</source>
        <translation>{name}-evolutions.gpkg</translation>
    </message>
    <message>
        <source>Open an edition</source>
        <translation>Ouvrir une édition</translation>
    </message>
    <message>
        <source>Editions</source>
        <translation>Éditions</translation>
    </message>
    <message>
        <source>The edition chosen</source>
        <translation>Édition sélectionnée</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>Fichier…</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Retirer de la liste</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>Comparer…</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>List the editions in a PostgreSQL database</source>
        <translation>Lister les éditions d’une base PostgreSQL</translation>
    </message>
    <message>
        <source>No schema of “{connection}” holds an edition.</source>
        <translation>Aucun schéma de « {connection} » ne contient d’édition.</translation>
    </message>
    <message>
        <source>Reading the database…</source>
        <translation>Lecture de la base de données…</translation>
    </message>
    <message>
        <source>{name} (bundled with the plugin)</source>
        <translation>{name} (fournie avec l’extension)</translation>
    </message>
    <message>
        <source>Opening the edition…</source>
        <translation>Ouverture de l’édition…</translation>
    </message>
    <message>
        <source>Edition “{name}” opened.</source>
        <translation>Édition « {name} » ouverte.</translation>
    </message>
    <message>
        <source>{answers} answer for {regions} regions</source>
        <translation>{answers} réponse pour {regions} régions</translation>
    </message>
    <message>
        <source>{answers} answers for {regions} regions</source>
        <translation>{answers} réponses pour {regions} régions</translation>
    </message>
    <message>
        <source>{counted}, created on {day}</source>
        <translation>{counted}, édition créée le {day}</translation>
    </message>
    <message>
        <source>Compared with: {edition}</source>
        <translation>Comparée à : {edition}</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>Désactiver</translation>
    </message>
    <message>
        <source>Changes between two editions…</source>
        <translation>Évolutions entre deux éditions…</translation>
    </message>
    <message>
        <source>A double click or Enter opens the region at the passage.</source>
        <translation>Un double-clic ou Entrée ouvre la région au passage trouvé.</translation>
    </message>
    <message>
        <source>Answers exported to {path}.</source>
        <translation>Réponses exportées : {path}.</translation>
    </message>
    <message>
        <source>Open, copy or export the list</source>
        <translation>Ouvrir, copier ou exporter la liste</translation>
    </message>
    <message>
        <source>Copy the selected entries</source>
        <translation>Copier les entrées sélectionnées</translation>
    </message>
    <message>
        <source>Open at the passage</source>
        <translation>Ouvrir au passage</translation>
    </message>
    <message>
        <source>Copy the whole list</source>
        <translation>Copier toute la liste</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>Exporter la liste…</translation>
    </message>
    <message>
        <source>ctd-answers</source>
        <translation>ctd-reponses</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>Exporter la liste</translation>
    </message>
    <message>
        <source>Back to the answers</source>
        <translation>Retour aux réponses</translation>
    </message>
    <message>
        <source>Back to the list of answers, with its map view (Alt+Left)</source>
        <translation>Revenir à la liste des réponses et à la vue de la carte (Alt+Gauche)</translation>
    </message>
    <message>
        <source>Edition shown in the panel and by the CTD commands</source>
        <translation>Édition affichée dans le panneau et utilisée par les commandes CTD</translation>
    </message>
    <message>
        <source>Hollow dot: approximate figure; line: range, placed by its lower end.</source>
        <translation>Point évidé : valeur approchée ; trait : fourchette, placée à sa borne basse.</translation>
    </message>
    <message>
        <source>Copy, save or print the portrait of the region</source>
        <translation>Copier, enregistrer ou imprimer le portrait de la région</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>Open the portal</source>
        <translation>Ouvrir le portail</translation>
    </message>
    <message>
        <source>Copy the address of the portal</source>
        <translation>Copier l’adresse du portail</translation>
    </message>
    <message>
        <source>Search its catalogue</source>
        <translation>Rechercher dans son catalogue</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Ouvrir dans le navigateur</translation>
    </message>
    <message>
        <source>Save the connection in QGIS</source>
        <translation>Enregistrer la connexion dans QGIS</translation>
    </message>
    <message>
        <source>Search this catalogue alone</source>
        <translation>Rechercher dans ce catalogue seul</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} de plus</translation>
    </message>
    <message>
        <source>{count} more platform</source>
        <translation>{count} autre plateforme</translation>
    </message>
    <message>
        <source>{count} more platforms</source>
        <translation>{count} autres plateformes</translation>
    </message>
    <message>
        <source>Search the catalogue of {name}</source>
        <translation>Rechercher dans le catalogue de {name}</translation>
    </message>
    <message>
        <source>Addresses and services of {name}</source>
        <translation>Adresses et services de {name}</translation>
    </message>
    <message>
        <source>added by you</source>
        <translation>ajoutée par vous</translation>
    </message>
    <message>
        <source>Copy this portrait as text</source>
        <translation>Copier ce portrait en texte</translation>
    </message>
    <message>
        <source>Save this portrait as a web page…</source>
        <translation>Enregistrer ce portrait en page web…</translation>
    </message>
    <message>
        <source>Print this region (PDF sheet)…</source>
        <translation>Imprimer cette région (fiche PDF)…</translation>
    </message>
    <message>
        <source>Portrait of {region} copied to the clipboard.</source>
        <translation>Portrait copié dans le presse-papiers : {region}.</translation>
    </message>
    <message>
        <source>Save this portrait</source>
        <translation>Enregistrer ce portrait</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>Page web</translation>
    </message>
    <message>
        <source>Portrait saved as {path}.</source>
        <translation>Portrait enregistré : {path}.</translation>
    </message>
    <message>
        <source>Print this region</source>
        <translation>Imprimer cette région</translation>
    </message>
    <message>
        <source>Creating the sheet…</source>
        <translation>Création de la fiche…</translation>
    </message>
    <message>
        <source>Sheet exported to {path}.</source>
        <translation>Fiche exportée : {path}.</translation>
    </message>
    <message>
        <source>Previous region (Alt+Page Up)</source>
        <translation>Région précédente (Alt+Page préc.)</translation>
    </message>
    <message>
        <source>Next region (Alt+Page Down)</source>
        <translation>Région suivante (Alt+Page suiv.)</translation>
    </message>
    <message>
        <source>Zoom to the region, upright</source>
        <translation>Zoomer sur la région, redressée</translation>
    </message>
    <message>
        <source>Reading the address…</source>
        <translation>Lecture de l’adresse…</translation>
    </message>
    <message>
        <source>Nothing was found at this address: {reason}</source>
        <translation>Rien n’a été trouvé à cette adresse : {reason}</translation>
    </message>
    <message>
        <source>1 dataset at this address</source>
        <translation>1 jeu de données à cette adresse</translation>
    </message>
    <message>
        <source>The first {count} layers of the service; “Add to the map” on the service lists all of them.</source>
        <translation>{count} premières couches du service ; « Ajouter à la carte » sur le service lui-même les propose toutes.</translation>
    </message>
    <message>
        <source>Words to search the catalogues for, or the address of a record</source>
        <translation>Mots à rechercher dans les catalogues, ou adresse d’une fiche</translation>
    </message>
    <message>
        <source>Regions (none chosen: all)</source>
        <translation>Régions (aucun choix : toutes)</translation>
    </message>
    <message>
        <source>In scripts: {ids}.</source>
        <translation>Dans les scripts : {ids}.</translation>
    </message>
    <message>
        <source>In scripts also: Insee codes separated by commas, such as 53,11.</source>
        <translation>Dans les scripts aussi : codes Insee séparés par des virgules, par exemple 53,11.</translation>
    </message>
    <message>
        <source>Creates a PDF with a cover, a summary table and one sheet per region: location, status, key figures, platforms with links, all survey answers and the quotes behind the figures; of all regions, or of those chosen. With an earlier edition, one page and each sheet show what has changed.</source>
        <translation>Crée un PDF avec une couverture, un tableau de synthèse et une fiche par région : situation, statut, chiffres clés, plateformes avec leurs liens, toutes les réponses de l’enquête et les citations à l’appui des chiffres ; pour toutes les régions, ou pour celles choisies. Avec une édition antérieure, une page et chaque fiche présentent les évolutions.</translation>
    </message>
    <message>
        <source>Lays out a theme of the survey on a page: mainland France, the five overseas regions, legend with number of regions, scales, sources and date. PDF and SVG are vector, with selectable text.
The theme “{changes}” maps what has changed since an earlier edition; “{check}”, the last check of the platforms’ services.</source>
        <translation>Met en page un thème de l’enquête : Hexagone et Corse, les cinq régions d’outre-mer, légende avec nombre de régions, échelles, sources et date. Les PDF et SVG sont vectoriels, avec texte sélectionnable.
Le thème « {changes} » représente les évolutions depuis une édition antérieure ; « {check} », la dernière vérification des services des plateformes.</translation>
    </message>
    <message>
        <source>Earlier edition, for the theme “{theme}” (empty: bundled edition)</source>
        <translation>Édition antérieure, pour le thème « {theme} » (vide : édition fournie avec l’extension)</translation>
    </message>
    <message>
        <source>Earlier edition ignored: only the theme “{theme}” compares editions.</source>
        <translation>Édition antérieure ignorée : seul le thème « {theme} » compare deux éditions.</translation>
    </message>
    <message>
        <source>Answers of the bundled survey</source>
        <translation>Réponses de l’enquête fournie</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vide</translation>
    </message>
    <message>
        <source>Regions of the forms (none chosen: all)</source>
        <translation>Régions des formulaires (aucun choix : toutes)</translation>
    </message>
    <message>
        <source>Generalised, for small scales</source>
        <translation>Généralisé, pour les petites échelles</translation>
    </message>
    <message>
        <source>Detailed, for large scales</source>
        <translation>Détaillé, pour les grandes échelles</translation>
    </message>
    <message>
        <source>Stopped after {seconds} s: {count} address was not tried.</source>
        <translation>Arrêt après {seconds} s : {count} adresse n’a pas été essayée.</translation>
    </message>
    <message>
        <source>Stopped after {seconds} s: {count} addresses were not tried.</source>
        <translation>Arrêt après {seconds} s : {count} adresses n’ont pas été essayées.</translation>
    </message>
    <message>
        <source>{count} address was left out: its server does not answer.</source>
        <translation>{count} adresse écartée : son serveur ne répond pas.</translation>
    </message>
    <message>
        <source>{count} addresses were left out: their servers do not answer.</source>
        <translation>{count} adresses écartées : leurs serveurs ne répondent pas.</translation>
    </message>
    <message>
        <source>For PNG images; PDF and SVG are vector graphics.</source>
        <translation>Pour les images PNG ; les PDF et SVG sont vectoriels.</translation>
    </message>
    <message>
        <source>Created if it does not exist.</source>
        <translation>Créé s’il n’existe pas.</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>Suggestion</translation>
    </message>
    <message>
        <source>Choose a report…</source>
        <translation>Choisir un rapport…</translation>
    </message>
    <message>
        <source>Import reports</source>
        <translation>Rapports d’import</translation>
    </message>
    <message>
        <source>Choose a report</source>
        <translation>Choisir un rapport</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>Afficher le rapport</translation>
    </message>
    <message>
        <source>Words of a remark</source>
        <translation>Mots d’une remarque</translation>
    </message>
    <message>
        <source>Selected remark</source>
        <translation>Remarque sélectionnée</translation>
    </message>
    <message>
        <source>Rows are numbered as in the spreadsheet.</source>
        <translation>Les numéros de ligne sont ceux du tableur.</translation>
    </message>
    <message>
        <source>All ({count})</source>
        <translation>Tout ({count})</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Copier la liste</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Enregistrer sous…</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>{shown} of {total} remarks shown.</source>
        <translation>{shown} remarques affichées sur {total}.</translation>
    </message>
    <message>
        <source>{total} remark.</source>
        <translation>{total} remarque.</translation>
    </message>
    <message>
        <source>{total} remarks.</source>
        <translation>{total} remarques.</translation>
    </message>
    <message>
        <source>No remarks.</source>
        <translation>Aucune remarque.</translation>
    </message>
    <message>
        <source>no layer</source>
        <translation>aucune couche</translation>
    </message>
    <message>
        <source>Earlier reports…</source>
        <translation>Rapports précédents…</translation>
    </message>
    <message>
        <source>Edition to be written. The recipe saved next to it keeps your choices for next year’s file, and the report all remarks.</source>
        <translation>Édition à créer. La recette enregistrée à côté conserve vos choix pour le fichier de l’an prochain, et le rapport toutes les remarques.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>Name of the edition</source>
        <translation>Nom de l’édition</translation>
    </message>
    <message>
        <source>Show the result in this project, beside the editions that are open</source>
        <translation>Afficher le résultat dans ce projet, à côté des éditions ouvertes</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Entrée</translation>
    </message>
    <message>
        <source>The edition is being written. Stop, and close the assistant?</source>
        <translation>L’édition est en cours d’écriture. Arrêter et fermer l’assistant ?</translation>
    </message>
    <message>
        <source>Close the assistant? Your choices will be lost.</source>
        <translation>Fermer l’assistant ? Vos choix seront perdus.</translation>
    </message>
    <message>
        <source>{matched} of {regions} regions imported into {path}; remarks: {count}.</source>
        <translation>{matched} régions sur {regions} importées dans {path} ; remarques : {count}.</translation>
    </message>
    <message>
        <source>Add ({service})</source>
        <translation>Ajouter ({service})</translation>
    </message>
    <message>
        <source>{count} more link in the list</source>
        <translation>{count} autre lien dans la liste</translation>
    </message>
    <message>
        <source>Choose the QGIS authentication configuration for {host}. It goes with the requests to this server and into the layers added from it, and to no other server.</source>
        <translation>Choisissez la configuration d’authentification de QGIS pour {host}. Elle accompagne les requêtes vers ce serveur et les couches qui en proviennent, et n’est envoyée à aucun autre serveur.</translation>
    </message>
    <message>
        <source>Compares an edition of the survey with a later one; each is a survey (CSV, XLSX, ODS, XLS) or a ctd.gpkg created by this plugin. One feature per region:
change: new (row in the later edition only), gained or lost (the status went up or down), same, gone (row in the earlier edition only), no_status (a status is missing or was not recognised), no_row (in neither edition), carried (the later edition repeats the status of an earlier one: neither a change nor a confirmation).
status_before, status_after, ctd_date_before, ctd_date_after: values of each edition.
staff_… (full-time equivalents), budget_… (euros a year): value, max (upper end of a range) and scope before and after; staff_change and budget_change are empty where the two figures are not comparable.
payers_before, payers_after, payers_gained, payers_lost: codes of the payers; gained and lost leave out payers that the other edition may name in words that were not recognised.
platforms_before, platforms_after (number), platforms_gained, platforms_lost (names): platforms in service; empty if an edition is a survey, which has no list of platforms.
texts_changed, columns_changed: answers whose wording changed, apart from spacing and typography. edition_before, edition_after: the two editions. status_carried_after, staff_carried_after, budget_carried_after: year of the edition from which a value was carried over; such values are not compared.
The report (JSON) holds the texts of both editions and everything that could not be compared.</source>
        <translation>Compare une édition de l’enquête à une édition plus récente ; chacune est une enquête (CSV, XLSX, ODS, XLS) ou un ctd.gpkg créé par cette extension. Une entité par région :
change : new (ligne présente dans la seule édition récente), gained ou lost (le statut a progressé ou reculé), same, gone (ligne présente dans la seule édition antérieure), no_status (statut absent ou non reconnu), no_row (dans aucune des deux éditions), carried (l’édition la plus récente reprend le statut d’une édition antérieure : ni changement, ni confirmation), carried (l’édition la plus récente reprend le statut d’une édition antérieure : ni changement, ni confirmation).
status_before, status_after, ctd_date_before, ctd_date_after : valeurs de chaque édition.
staff_… (équivalents temps plein), budget_… (euros par an) : valeur, max (haut de la fourchette) et scope (périmètre) avant et après ; staff_change et budget_change sont vides si les deux chiffres ne sont pas comparables.
payers_before, payers_after, payers_gained, payers_lost : codes des financeurs ; les deux derniers excluent les financeurs que l’autre édition cite peut-être en des termes non reconnus.
platforms_before, platforms_after (nombre), platforms_gained, platforms_lost (noms) : plateformes en service ; vides si une édition est une enquête, qui ne liste pas les plateformes.
texts_changed, columns_changed : réponses dont la rédaction a changé, hors espaces et typographie. edition_before, edition_after : les deux éditions. …_carried_after : année de l’édition dont une valeur est reprise ; ces valeurs ne sont pas comparées. status_carried_after, staff_carried_after, budget_carried_after : année de l’édition dont une valeur est reprise ; ces valeurs ne sont pas comparées.
Le rapport (JSON) contient les textes des deux éditions et tout ce qui n’a pas pu être comparé.</translation>
    </message>
    <message>
        <source>The form was saved without its hidden sheet: unchanged answers count as new ones.</source>
        <translation>Le formulaire a été enregistré sans sa feuille masquée : les réponses inchangées comptent comme nouvelles.</translation>
    </message>
    <message>
        <source>upgrades replace the plugin’s folder, in which it lies</source>
        <translation>le dossier de l’extension, où elle se trouve, est remplacé à chaque mise à jour</translation>
    </message>
    <message>
        <source>on a network share it could not be opened safely</source>
        <translation>elle ne peut pas être ouverte sans risque sur un partage réseau</translation>
    </message>
    <message>
        <source>the file or its folder is read-only</source>
        <translation>le fichier ou son dossier est en lecture seule</translation>
    </message>
    <message>
        <source>The data were copied already; the project was not saved.</source>
        <translation>Les données ont été copiées ; le projet n’a pas été enregistré.</translation>
    </message>
    <message>
        <source>({year}): {count} answer carried over from {year}, not renewed ({regions}).</source>
        <translation>({year}) : {count} réponse reprise de {year}, non renouvelée ({regions}).</translation>
    </message>
    <message>
        <source>({year}): {count} answers carried over from {year}, not renewed ({regions}).</source>
        <translation>({year}) : {count} réponses reprises de {year}, non renouvelées ({regions}).</translation>
    </message>
    <message>
        <source>{mark} status carried over from {year}, not renewed ({regions}).</source>
        <translation>{mark} statut repris de {year}, non renouvelé ({regions}).</translation>
    </message>
    <message>
        <source>{count} of the answers shown is carried over from {years}: nobody renewed it.</source>
        <translation>Dont {count} réponse reprise de {years}, non renouvelée.</translation>
    </message>
    <message>
        <source>{count} of the answers shown are carried over from {years}: nobody renewed them.</source>
        <translation>Dont {count} réponses reprises de {years}, non renouvelées.</translation>
    </message>
    <message>
        <source>{count} status is not renewed in the later edition: it is not compared.</source>
        <translation>{count} statut non renouvelé dans l’édition la plus récente : il n’est pas comparé.</translation>
    </message>
    <message>
        <source>{count} statuses are not renewed in the later edition: they are not compared.</source>
        <translation>{count} statuts non renouvelés dans l’édition la plus récente : ils ne sont pas comparés.</translation>
    </message>
    <message>
        <source>— none —</source>
        <translation>— aucune —</translation>
    </message>
    <message>
        <source>Carry over its answers where nobody answered</source>
        <translation>Reprendre ses réponses là où personne n’a répondu</translation>
    </message>
    <message>
        <source>Each of them is marked with its year wherever it shows</source>
        <translation>Chacune est affichée partout avec son année</translation>
    </message>
    <message>
        <source>Read the files</source>
        <translation>Lire les fichiers</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Relire</translation>
    </message>
    <message>
        <source>Add the folder of the files that came back, or drop them here: forms and tables, under any name, several versions too. They are read only.</source>
        <translation>Ajoutez le dossier des fichiers retournés, ou déposez-les ici : formulaires et tableaux, quels que soient leurs noms, y compris en plusieurs versions. Ils ne sont jamais modifiés.</translation>
    </message>
    <message>
        <source>Save the survey…</source>
        <translation>Enregistrer l’enquête…</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>Enregistrer le rapport…</translation>
    </message>
    <message>
        <source>Save and import…</source>
        <translation>Enregistrer et importer…</translation>
    </message>
    <message>
        <source>Create the edition…</source>
        <translation>Créer l’édition…</translation>
    </message>
    <message>
        <source>Reading the files…</source>
        <translation>Lecture des fichiers…</translation>
    </message>
    <message>
        <source>Settling…</source>
        <translation>Prise en compte du choix…</translation>
    </message>
    <message>
        <source>The folder has changed: read the files again.</source>
        <translation>Le contenu du dossier a changé : relisez les fichiers.</translation>
    </message>
    <message>
        <source>Save the survey</source>
        <translation>Enregistrer l’enquête</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>Écriture…</translation>
    </message>
    <message>
        <source>Survey saved to {path}; its report is {report}.</source>
        <translation>Enquête enregistrée dans {path} ; son rapport est {report}.</translation>
    </message>
    <message>
        <source>Report saved to {path}.</source>
        <translation>Rapport enregistré dans {path}.</translation>
    </message>
    <message>
        <source>Create the edition</source>
        <translation>Créer l’édition</translation>
    </message>
    <message>
        <source>Creating the edition…</source>
        <translation>Création de l’édition…</translation>
    </message>
    <message>
        <source>ctd-survey-{year}</source>
        <translation>enquete-ctd-{year}</translation>
    </message>
    <message>
        <source>Possible once nothing is in doubt; the import goes step by step</source>
        <translation>Possible lorsque rien n’est en doute ; l’import procède étape par étape</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>À trancher</translation>
    </message>
    <message>
        <source>Not yet answered</source>
        <translation>Sans réponse</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Rubrique</translation>
    </message>
    <message>
        <source>Cells with several answers</source>
        <translation>Cellules à plusieurs réponses</translation>
    </message>
    <message>
        <source>Answers side by side</source>
        <translation>Réponses côte à côte</translation>
    </message>
    <message>
        <source>Answer used</source>
        <translation>Réponse retenue</translation>
    </message>
    <message>
        <source>Nothing to settle.</source>
        <translation>Rien à trancher.</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Retenue</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Non retenue</translation>
    </message>
    <message>
        <source>(withdrawn: the cell was emptied)</source>
        <translation>(retirée : la cellule a été vidée)</translation>
    </message>
    <message>
        <source>Answer in {file}</source>
        <translation>Réponse dans {file}</translation>
    </message>
    <message>
        <source>Use this answer</source>
        <translation>Retenir cette réponse</translation>
    </message>
    <message>
        <source>Editions and surveys</source>
        <translation>Éditions et enquêtes</translation>
    </message>
    <message>
        <source>Choose an earlier edition</source>
        <translation>Choisir une édition antérieure</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Retenues</translation>
    </message>
    <message>
        <source>Returned files</source>
        <translation>Fichiers retournés</translation>
    </message>
    <message>
        <source>The selected file</source>
        <translation>Fichier sélectionné</translation>
    </message>
    <message>
        <source>Region of this file</source>
        <translation>Région de ce fichier</translation>
    </message>
    <message>
        <source>Use this region</source>
        <translation>Utiliser cette région</translation>
    </message>
    <message>
        <source>{taken} of {given}</source>
        <translation>{taken} sur {given}</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>Regions that have not answered yet</source>
        <translation>Régions sans réponse à ce jour</translation>
    </message>
    <message>
        <source>Copy the addresses</source>
        <translation>Copier les adresses</translation>
    </message>
    <message>
        <source>{count} answer carried over</source>
        <translation>{count} réponse reprise</translation>
    </message>
    <message>
        <source>{count} answers carried over</source>
        <translation>{count} réponses reprises</translation>
    </message>
    <message>
        <source>sent back unchanged</source>
        <translation>renvoyé sans changement</translation>
    </message>
    <message>
        <source>no row</source>
        <translation>aucune ligne</translation>
    </message>
    <message>
        <source>{count} of {total} regions answered</source>
        <translation>Régions ayant répondu : {count} sur {total}</translation>
    </message>
    <message>
        <source>files: {count}</source>
        <translation>fichiers : {count}</translation>
    </message>
    <message>
        <source>to settle: {count}</source>
        <translation>à trancher : {count}</translation>
    </message>
    <message>
        <source>unreadable: {count}</source>
        <translation>illisibles : {count}</translation>
    </message>
    <message>
        <source>without a region: {count}</source>
        <translation>sans région : {count}</translation>
    </message>
    <message>
        <source>answers carried over: {count}</source>
        <translation>réponses reprises : {count}</translation>
    </message>
    <message>
        <source>temporary files skipped: {count}</source>
        <translation>fichiers temporaires ignorés : {count}</translation>
    </message>
    <message>
        <source>Report of the survey campaign</source>
        <translation>Rapport de la campagne d’enquête</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Autres</translation>
    </message>
    <message>
        <source>Answers carried over</source>
        <translation>Réponses reprises</translation>
    </message>
    <message>
        <source>— none: empty forms —</source>
        <translation>— aucune : formulaires vides —</translation>
    </message>
    <message>
        <source>Answers of</source>
        <translation>Réponses de</translation>
    </message>
    <message>
        <source>Include respondents and names of people</source>
        <translation>Inclure les répondants et les noms de personnes</translation>
    </message>
    <message>
        <source>Edition whose answers fill the forms</source>
        <translation>Édition dont les réponses préremplissent les formulaires</translation>
    </message>
    <message>
        <source>It is created where it does not exist</source>
        <translation>Il est créé s’il n’existe pas</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Make the forms</source>
        <translation>Créer les formulaires</translation>
    </message>
    <message>
        <source>One form for each region, filled in with its earlier answers. A region marks what is still valid; an answer left as it is counts as not renewed.</source>
        <translation>Un formulaire par région, prérempli avec ses réponses antérieures. La région indique ce qui est toujours valable ; une réponse laissée telle quelle est considérée comme non renouvelée.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Formulaires</translation>
    </message>
    <message>
        <source>Text of the mail</source>
        <translation>Texte du message</translation>
    </message>
    <message>
        <source>Copy the mail</source>
        <translation>Copier le message</translation>
    </message>
    <message>
        <source>Making the forms…</source>
        <translation>Création des formulaires…</translation>
    </message>
    <message>
        <source>{count} form in {folder}</source>
        <translation>{count} formulaire dans {folder}</translation>
    </message>
    <message>
        <source>{count} forms in {folder}</source>
        <translation>{count} formulaires dans {folder}</translation>
    </message>
    <message>
        <source>Folders and files to read</source>
        <translation>Dossiers et fichiers à lire</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Dossier…</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Fichiers…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Folder of the returned files</source>
        <translation>Dossier des fichiers retournés</translation>
    </message>
    <message>
        <source>Survey campaign</source>
        <translation>Campagne d’enquête</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Collect</source>
        <translation>Recueillir</translation>
    </message>
    <message>
        <source>Close the window? What you settled is not saved yet.</source>
        <translation>Fermer la fenêtre ? Vos choix ne sont pas encore enregistrés.</translation>
    </message>
    <message>
        <source>{matched} of {regions} regions in {path}; remarks: {count}.</source>
        <translation>{matched} régions sur {regions} dans {path} ; remarques : {count}.</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>retenu</translation>
    </message>
    <message>
        <source>replaced by another file</source>
        <translation>remplacé par un autre fichier</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>sans réponse</translation>
    </message>
    <message>
        <source>without a region</source>
        <translation>sans région</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>interview</source>
        <translation>entretien</translation>
    </message>
    <message>
        <source>form</source>
        <translation>formulaire</translation>
    </message>
    <message>
        <source>document</source>
        <translation>document</translation>
    </message>
    <message>
        <source>Subject: Survey {year} on regional data committees (CTD)</source>
        <translation>Objet : Enquête {year} sur les comités territoriaux de la donnée (CTD)</translation>
    </message>
    <message>
        <source>Hello,</source>
        <translation>Bonjour,</translation>
    </message>
    <message>
        <source>Attached is the form of your region, filled in with your answers to the last survey. Please correct what has changed, and choose “yes” in the column “Still valid?” for what has not: an answer left as it is, without “yes”, counts as not renewed.</source>
        <translation>Vous trouverez ci-joint le formulaire de votre région, prérempli avec vos réponses à la dernière enquête. Merci de corriger ce qui a changé et, pour ce qui n’a pas changé, de choisir « oui » dans la colonne « Toujours valable ? » : une réponse laissée telle quelle, sans « oui », est considérée comme non renouvelée.</translation>
    </message>
    <message>
        <source>Attached is the form of your region. A cell may contain several lines, or stay empty.</source>
        <translation>Vous trouverez ci-joint le formulaire de votre région. Une cellule peut contenir plusieurs lignes, ou rester vide.</translation>
    </message>
    <message>
        <source>Please return the file, under any name, as XLSX or ODS, by [date].</source>
        <translation>Merci de nous retourner le fichier, sous le nom de votre choix, au format XLSX ou ODS, avant le [date].</translation>
    </message>
    <message>
        <source>Kind regards,</source>
        <translation>Cordialement,</translation>
    </message>
    <message>
        <source>Save with data…</source>
        <translation>Enregistrer avec les données…</translation>
    </message>
    <message>
        <source>Edition “{name}” opened from a copy in your profile: {reason}.</source>
        <translation>Édition « {name} » ouverte depuis une copie dans votre profil : {reason}.</translation>
    </message>
    <message>
        <source>Saving the project with its data…</source>
        <translation>Enregistrement du projet avec ses données…</translation>
    </message>
    <message>
        <source>Project and data saved to {path}.</source>
        <translation>Projet et données enregistrés dans {path}.</translation>
    </message>
    <message>
        <source>Layers with unsaved edits</source>
        <translation>Couches dont des modifications ne sont pas enregistrées</translation>
    </message>
    <message>
        <source>Save these edits and go on?</source>
        <translation>Enregistrer ces modifications et continuer ?</translation>
    </message>
    <message>
        <source>The edits of the layer {layer} cannot be saved: {reason}</source>
        <translation>Les modifications de la couche {layer} ne peuvent pas être enregistrées : {reason}</translation>
    </message>
    <message>
        <source>Save the project with its data</source>
        <translation>Enregistrer le projet avec ses données</translation>
    </message>
    <message>
        <source>ctd-project</source>
        <translation>projet-ctd</translation>
    </message>
    <message>
        <source>Made where it does not exist yet.</source>
        <translation>Créé s’il n’existe pas encore.</translation>
    </message>
    <message>
        <source>Name of the project</source>
        <translation>Nom du projet</translation>
    </message>
    <message>
        <source>“{name}” cannot be the name of a file; choose another.</source>
        <translation>« {name} » ne convient pas comme nom de fichier ; choisissez-en un autre.</translation>
    </message>
    <message>
        <source>{count} file of data is copied ({size} MB).</source>
        <translation>{count} fichier de données sera copié ({size} Mo).</translation>
    </message>
    <message>
        <source>{count} files of data are copied ({size} MB).</source>
        <translation>{count} fichiers de données seront copiés ({size} Mo).</translation>
    </message>
    <message>
        <source>No data need to be copied: what the project reads lies in this folder already.</source>
        <translation>Aucune donnée à copier : celles que lit le projet sont déjà dans ce dossier.</translation>
    </message>
    <message>
        <source>Not copied, these layers read data elsewhere</source>
        <translation>Non copiées, ces couches lisent des données situées ailleurs</translation>
    </message>
    <message>
        <source>Editions of the survey; regions of France, their data platforms and their services</source>
        <translation>Éditions de l’enquête ; régions de France, leurs plateformes de données et leurs services</translation>
    </message>
    <message>
        <source>Open as a CTD edition</source>
        <translation>Ouvrir comme édition CTD</translation>
    </message>
    <message>
        <source>Editions of the survey: double-click to open one</source>
        <translation>Éditions de l’enquête : double-cliquez pour en ouvrir une</translation>
    </message>
    <message>
        <source>{count} service added to {platform}, which is now one of your own platforms.</source>
        <translation>{count} service ajouté à {platform}, qui figure désormais parmi vos plateformes.</translation>
    </message>
    <message>
        <source>{count} services added to {platform}, which is now one of your own platforms.</source>
        <translation>{count} services ajoutés à {platform}, qui figure désormais parmi vos plateformes.</translation>
    </message>
    <message>
        <source>Services of a portal</source>
        <translation>Services d’un portail</translation>
    </message>
    <message>
        <source>Enter the address of a portal.</source>
        <translation>Saisissez l’adresse d’un portail.</translation>
    </message>
    <message>
        <source>Stopped: not all addresses were tried.</source>
        <translation>Recherche arrêtée : toutes les adresses n’ont pas été essayées.</translation>
    </message>
    <message>
        <source>Address of the portal</source>
        <translation>Adresse du portail</translation>
    </message>
    <message>
        <source>Look for services</source>
        <translation>Rechercher les services</translation>
    </message>
    <message>
        <source>Addresses tried</source>
        <translation>Adresses essayées</translation>
    </message>
    <message>
        <source>Services that answered</source>
        <translation>Services qui ont répondu</translation>
    </message>
    <message>
        <source>Look there</source>
        <translation>Rechercher à cette adresse</translation>
    </message>
    <message>
        <source>Add the ticked services</source>
        <translation>Ajouter les services cochés</translation>
    </message>
    <message>
        <source>The portal is asked for its usual services: a few dozen requests, to its own hosts alone.</source>
        <translation>Les services usuels sont recherchés sur le portail : quelques dizaines de requêtes, vers ses propres serveurs uniquement.</translation>
    </message>
    <message>
        <source>{count} service answered.</source>
        <translation>{count} service a répondu.</translation>
    </message>
    <message>
        <source>{count} services answered.</source>
        <translation>{count} services ont répondu.</translation>
    </message>
    <message>
        <source>Looking for services…</source>
        <translation>Recherche des services en cours…</translation>
    </message>
    <message>
        <source>No service was found.</source>
        <translation>Aucun service trouvé.</translation>
    </message>
    <message>
        <source>The page leads to services on other hosts, which were not asked:</source>
        <translation>La page renvoie vers des services d’autres serveurs, qui n’ont pas été interrogés :</translation>
    </message>
    <message>
        <source>needs an account</source>
        <translation>compte nécessaire</translation>
    </message>
    <message>
        <source>{count} (listed already)</source>
        <translation>{count} (déjà dans la liste)</translation>
    </message>
    <message>
        <source>Services of the platform</source>
        <translation>Services de la plateforme</translation>
    </message>
    <message>
        <source>F2 edits a cell, Del removes the selected services</source>
        <translation>F2 : modifier une cellule ; Suppr : retirer les services sélectionnés</translation>
    </message>
    <message>
        <source>“{address}” is not an address that starts with http:// or https://; correct it.</source>
        <translation>« {address} » n’est pas une adresse commençant par http:// ou https:// ; corrigez-la.</translation>
    </message>
    <message>
        <source>Edit a platform</source>
        <translation>Modifier une plateforme</translation>
    </message>
    <message>
        <source>Add a platform</source>
        <translation>Ajouter une plateforme</translation>
    </message>
    <message>
        <source>Look for services…</source>
        <translation>Rechercher les services…</translation>
    </message>
    <message>
        <source>Asks the portal for its services: nothing is sent before</source>
        <translation>Interroge le portail sur ses services : rien n’est envoyé avant</translation>
    </message>
    <message>
        <source>Discard the changes?</source>
        <translation>Abandonner les modifications ?</translation>
    </message>
    <message>
        <source>Home page</source>
        <translation>Page d’accueil</translation>
    </message>
    <message>
        <source>Run by</source>
        <translation>Exploitant</translation>
    </message>
    <message>
        <source>Add a service</source>
        <translation>Ajouter un service</translation>
    </message>
    <message>
        <source>Remove the service</source>
        <translation>Retirer le service</translation>
    </message>
    <message>
        <source>Enter the name of the platform.</source>
        <translation>Saisissez le nom de la plateforme.</translation>
    </message>
    <message>
        <source>Choose the region of the platform.</source>
        <translation>Choisissez la région de la plateforme.</translation>
    </message>
    <message>
        <source>Platforms and services</source>
        <translation>Plateformes et services</translation>
    </message>
    <message>
        <source>Your own platforms are stored in {path}.</source>
        <translation>Vos plateformes sont enregistrées dans {path}.</translation>
    </message>
    <message>
        <source>No platform of your own yet: add one, or edit a bundled one. It is searched and shown like them.</source>
        <translation>Aucune plateforme personnelle : ajoutez-en une ou modifiez une plateforme fournie. Elle sera interrogée et affichée comme les autres.</translation>
    </message>
    <message>
        <source>Show the bundled platforms too</source>
        <translation>Afficher aussi les plateformes fournies</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Modifier…</translation>
    </message>
    <message>
        <source>your own, in place of the bundled one</source>
        <translation>personnelle, à la place de celle fournie</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>personnelle</translation>
    </message>
    <message>
        <source>Remove “{name}” and its services from your own platforms?</source>
        <translation>Retirer « {name} » et ses services de vos plateformes ?</translation>
    </message>
    <message>
        <source>Remove your version of “{name}”? The bundled one shows again.</source>
        <translation>Retirer votre version de « {name} » ? Celle qui est fournie sera de nouveau affichée.</translation>
    </message>
    <message>
        <source>“{name}” removed from your own platforms.</source>
        <translation>« {name} » a été retirée de vos plateformes.</translation>
    </message>
    <message>
        <source>Page of the dataset</source>
        <translation>Page du jeu de données</translation>
    </message>
    <message>
        <source>Words or an address</source>
        <translation>Mots ou adresse</translation>
    </message>
    <message>
        <source>choose an authentication…</source>
        <translation>choisir une authentification…</translation>
    </message>
    <message>
        <source>No catalogue answers: check the network. The list gives the reasons.</source>
        <translation>Aucun catalogue ne répond : vérifiez le réseau. La liste donne les raisons.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Écartés</translation>
    </message>
    <message>
        <source>Not searched by extent: {names} (datasets of unknown extent included)</source>
        <translation>Sans recherche par emprise : {names} (jeux de données d’emprise inconnue compris)</translation>
    </message>
    <message>
        <source>{count} outside the extent</source>
        <translation>{count} hors de l’emprise</translation>
    </message>
    <message>
        <source>{count} record without data</source>
        <translation>{count} fiche sans données</translation>
    </message>
    <message>
        <source>{count} records without data</source>
        <translation>{count} fiches sans données</translation>
    </message>
    <message>
        <source>{count} address not checked</source>
        <translation>{count} adresse non vérifiée</translation>
    </message>
    <message>
        <source>{count} addresses not checked</source>
        <translation>{count} adresses non vérifiées</translation>
    </message>
    <message>
        <source>Those settled by date, too</source>
        <translation>Avec les cas réglés par date</translation>
    </message>
    <message>
        <source>Choose for the whole region</source>
        <translation>Choisir pour toute la région</translation>
    </message>
    <message>
        <source>Use the answers of the chosen file for all questions of the region</source>
        <translation>Retenir les réponses du fichier choisi pour toutes les rubriques de la région</translation>
    </message>
    <message>
        <source>Chosen by you</source>
        <translation>Votre choix</translation>
    </message>
    <message>
        <source>The newer answer</source>
        <translation>Réponse la plus récente</translation>
    </message>
    <message>
        <source>To settle: same date</source>
        <translation>À trancher : même date</translation>
    </message>
    <message>
        <source>To check: from an older file</source>
        <translation>À vérifier : fichier plus ancien</translation>
    </message>
    <message>
        <source>Project saved without its CTD data: another computer will lack them.</source>
        <translation>Projet enregistré sans ses données CTD : elles manqueront sur un autre ordinateur.</translation>
    </message>
    <message>
        <source>CTD data missing ({files}): ask for the project saved with its data, or open an edition.</source>
        <translation>Données CTD introuvables ({files}) : demandez le projet enregistré avec ses données, ou ouvrez une édition.</translation>
    </message>
    <message>
        <source>Columns of the file</source>
        <translation>Colonnes du fichier</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>Lignes du fichier</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>Statuses in the file</source>
        <translation>Statuts du fichier</translation>
    </message>
    <message>
        <source>Open the guide at this page (F1)</source>
        <translation>Ouvrir le guide à cette page (F1)</translation>
    </message>
    <message>
        <source>Open it as a CTD edition</source>
        <translation>L’ouvrir comme édition CTD</translation>
    </message>
    <message>
        <source>The project has the regions of a CTD edition as a plain layer, without map and answers.</source>
        <translation>Le projet contient les régions d’une édition CTD en simple couche, sans la carte ni les réponses.</translation>
    </message>
    <message>
        <source>{name}: records outside the extent, left out: {count}</source>
        <translation>{name} : fiches hors de l’emprise, écartées : {count}</translation>
    </message>
    <message>
        <source>{name}: templates, harvesters and feature catalogues, left out: {count}</source>
        <translation>{name} : modèles, moissonneurs et catalogues d’attributs, écartés : {count}</translation>
    </message>
    <message>
        <source>one of your own platforms</source>
        <translation>une de vos plateformes</translation>
    </message>
    <message>
        <source>check</source>
        <translation>vérifier</translation>
    </message>
    <message>
        <source>Rows of the sheet “{sheet}”.</source>
        <translation>Lignes de la feuille « {sheet} ».</translation>
    </message>
    <message>
        <source>Rows are numbered in the order of the layer.</source>
        <translation>Les lignes sont numérotées dans l’ordre de la couche.</translation>
    </message>
    <message>
        <source>Reads the forms and tables that the regions returned (XLSX, ODS, CSV or XLS, under any name, in sub-folders too) and writes one survey, ready to be imported. Input: a folder, or files.
Each cell takes the newest answer: by the date of the interview, the date of the form, the date on which the document was saved, then the date of the file. A form’s answer that was left as it was counts only where “still valid” is filled in.
Earlier edition: fills what nobody answered; the column “reprises” marks each such answer with its year. Without it, nothing is carried over.
The report (JSON) lists for each file what was taken, cells with several answers, unreadable files, files without a region, and regions that have not answered. Respondents and names of persons are left out of both unless personal data are kept in the plugin’s options.</source>
        <translation>Lit les formulaires et tableaux retournés par les régions (XLSX, ODS, CSV ou XLS, sous n’importe quel nom, y compris dans des sous-dossiers) et en fait une seule enquête, prête à être importée. Entrée : un dossier, ou des fichiers.
Chaque cellule reçoit la réponse la plus récente, d’après la date de l’entretien, la date du formulaire, la date d’enregistrement du document, puis la date du fichier. Une réponse préremplie laissée telle quelle ne compte que si « Toujours valable ? » est rempli.
Édition antérieure : complète ce qui est resté sans réponse ; la colonne « reprises » indique l’année de chaque réponse reprise. Sans elle, rien n’est repris.
Le rapport (JSON) indique, pour chaque fichier, ce qui a été retenu, ainsi que les cellules à plusieurs réponses, les fichiers illisibles ou sans région et les régions sans réponse. Les répondants et les noms de personnes en sont exclus, comme de l’enquête, sauf si les options de l’extension prévoient de conserver les données personnelles.</translation>
    </message>
    <message>
        <source>{file} is not a spreadsheet: copy its answers into a form.</source>
        <translation>{file} n’est pas un tableur : recopiez ses réponses dans un formulaire.</translation>
    </message>
    <message>
        <source>Cancelled after {count} forms.</source>
        <translation>Annulé après {count} formulaires.</translation>
    </message>
    <message>
        <source>{file} already exists and is not an unfilled form: it was not replaced. Choose another folder.</source>
        <translation>{file} existe déjà et n’est pas un formulaire resté sans réponse : il n’a pas été remplacé. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Accessibility line (empty: as in the options)</source>
        <translation>Mention d’accessibilité (vide : celle des options)</translation>
    </message>
    <message>
        <source>Shown as it is at the foot of the page, such as “Accessibility: not compliant”, with a link to the statement. Without a line, nothing is claimed.</source>
        <translation>Affichée telle quelle au pied de la page, par exemple « Accessibilité : non conforme », avec un lien vers la déclaration. Sans mention, la page n’affirme rien.</translation>
    </message>
    <message>
        <source>Address of the accessibility statement (empty: as in the options)</source>
        <translation>Adresse de la déclaration d’accessibilité (vide : celle des options)</translation>
    </message>
    <message>
        <source>Logo of {organisation}</source>
        <translation>Logo : {organisation}</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Calculated from the yearly budget and the municipal population.</source>
        <translation>Calculé à partir du budget annuel et de la population municipale.</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>“{address}” is not an http, https or mailto address; correct the accessibility statement.</source>
        <translation>« {address} » n’est pas une adresse http, https ou mailto ; corrigez la déclaration d’accessibilité.</translation>
    </message>
    <message>
        <source>Enter the accessibility line that links to the address of the statement.</source>
        <translation>Saisissez la mention d’accessibilité qui renvoie à l’adresse de la déclaration.</translation>
    </message>
    <message>
        <source>Each figure leads to its quote.</source>
        <translation>Chaque chiffre renvoie à sa citation.</translation>
    </message>
    <message>
        <source>Accessibility of web pages</source>
        <translation>Accessibilité des pages web</translation>
    </message>
    <message>
        <source>Accessibility: …</source>
        <translation>Accessibilité : …</translation>
    </message>
    <message>
        <source>Line shown</source>
        <translation>Mention affichée</translation>
    </message>
    <message>
        <source>Address of the statement</source>
        <translation>Adresse de la déclaration</translation>
    </message>
    <message>
        <source>French public bodies must state how far their pages comply with the RGAA. The line is shown as you enter it; without one, nothing is claimed.</source>
        <translation>Les organismes publics doivent indiquer le niveau de conformité de leurs pages au RGAA. La mention est affichée telle que vous la saisissez ; sans mention, la page n’affirme rien.</translation>
    </message>
    <message>
        <source>“{given}” is not in the list; choose among {ids}.</source>
        <translation>« {given} » ne figure pas dans la liste ; valeurs possibles : {ids}.</translation>
    </message>
    <message>
        <source>Export as open data</source>
        <translation>Exporter en données ouvertes</translation>
    </message>
    <message>
        <source>Writes a data package into one folder: tables as CSV with their schemas (Table Schema), regions as GeoJSON, metadata in ISO 19139 (INSPIRE) and DCAT-AP, and a README. Respondents, names of persons and their addresses are left out, whatever the options say. A former package in the folder is replaced; other files are kept. With an earlier edition, the package also has the tables of what has changed.</source>
        <translation>Écrit dans un dossier un paquet de données : tables CSV avec leurs schémas (Table Schema), régions en GeoJSON, métadonnées ISO 19139 (INSPIRE) et DCAT-AP, et un fichier README. Les répondants, les noms de personnes et leurs adresses en sont écartés, quelles que soient les options. Un paquet déjà présent dans le dossier est remplacé ; les autres fichiers sont conservés. Avec une édition antérieure, le paquet contient aussi les tables des évolutions.</translation>
    </message>
    <message>
        <source>Contact e-mail address</source>
        <translation>Adresse électronique de contact</translation>
    </message>
    <message>
        <source>It will be public: use a functional mailbox, no person’s address. INSPIRE requires one.</source>
        <translation>Elle sera publique : indiquez une adresse fonctionnelle, pas celle d’une personne. INSPIRE en exige une.</translation>
    </message>
    <message>
        <source>Web address of the published files</source>
        <translation>Adresse web des fichiers publiés</translation>
    </message>
    <message>
        <source>Address of the folder in which the files will be put. Without it, the metadata has no download links.</source>
        <translation>Adresse du dossier où seront déposés les fichiers. Sans elle, les métadonnées n’ont pas de lien de téléchargement.</translation>
    </message>
    <message>
        <source>Licence of the whole (empty: each source keeps its own)</source>
        <translation>Licence de l’ensemble (vide : celle de chaque source)</translation>
    </message>
    <message>
        <source>Data package</source>
        <translation>Paquet de données</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>Métadonnées</translation>
    </message>
    <message>
        <source>Export CTD slides</source>
        <translation>Exporter un diaporama des CTD</translation>
    </message>
    <message>
        <source>Creates a 16:9 PDF to project: a cover, one slide per theme with its finding as the title, then the sources and limits. All type is 18 points or larger. With an earlier edition, one slide shows what has changed.</source>
        <translation>Crée un PDF au format 16:9 à projeter : une couverture, une diapositive par thème dont le titre énonce le constat, puis les sources et limites. Tous les textes font au moins 18 points. Avec une édition antérieure, une diapositive présente les évolutions.</translation>
    </message>
    <message>
        <source>Themes (none chosen: all those of the survey)</source>
        <translation>Thèmes (aucun choisi : tous ceux de l’enquête)</translation>
    </message>
    <message>
        <source>Slides</source>
        <translation>Diaporama</translation>
    </message>
    <message>
        <source>Export a web page</source>
        <translation>Exporter une page web</translation>
    </message>
    <message>
        <source>Creates one HTML file for readers without QGIS: the maps, a portrait of each region with the quote behind each figure, a search of the answers and a table to sort. It opens in any browser from a disk, a stick or a mail, without a network. With an earlier edition, it also shows what has changed.</source>
        <translation>Crée un fichier HTML unique pour les lecteurs sans QGIS : les cartes, le portrait de chaque région avec la citation à l’appui de chaque chiffre, une recherche dans les réponses et un tableau à trier. Il s’ouvre dans tout navigateur depuis un disque, une clé USB ou un courriel, sans réseau. Avec une édition antérieure, il montre aussi les évolutions.</translation>
    </message>
    <message>
        <source>Codes: {list}.</source>
        <translation>Codes : {list}.</translation>
    </message>
    <message>
        <source>Valid example</source>
        <translation>Exemple valide</translation>
    </message>
    <message>
        <source>Example of an answer: {title}</source>
        <translation>Exemple de réponse : {title}</translation>
    </message>
    <message>
        <source>INSPIRE theme register</source>
        <translation>Registre de thème INSPIRE</translation>
    </message>
    <message>
        <source>Administrative units</source>
        <translation>Unités administratives</translation>
    </message>
    <message>
        <source>No limitations to public access</source>
        <translation>Pas de restriction d’accès public selon INSPIRE</translation>
    </message>
    <message>
        <source>Conditions unknown</source>
        <translation>Conditions inconnues</translation>
    </message>
    <message>
        <source>Commission Regulation (EU) No 1089/2010 of 23 November 2010</source>
        <translation>Règlement (UE) n° 1089/2010 de la Commission du 23 novembre 2010</translation>
    </message>
    <message>
        <source>Conformity was not evaluated.</source>
        <translation>La conformité n’a pas été évaluée.</translation>
    </message>
    <message>
        <source>How to read the data</source>
        <translation>Lire les données</translation>
    </message>
    <message>
        <source>Left out and masked</source>
        <translation>Données écartées ou masquées</translation>
    </message>
    <message>
        <source>Licence and citation</source>
        <translation>Licence et citation</translation>
    </message>
    <message>
        <source>Before publishing</source>
        <translation>Avant de publier</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Champs</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>Diffuseur</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Metadata in ISO 19139 (INSPIRE), for GeoNetwork, pycsw and geo-catalogues</source>
        <translation>Métadonnées ISO 19139 (INSPIRE), pour GeoNetwork, pycsw et les géocatalogues</translation>
    </message>
    <message>
        <source>Metadata in DCAT-AP (JSON-LD), for open-data portals</source>
        <translation>Métadonnées DCAT-AP (JSON-LD), pour les portails de données ouvertes</translation>
    </message>
    <message>
        <source>Schema of the survey alone, for those who fill in the next edition</source>
        <translation>Schéma de la seule table de l’enquête, pour préparer la prochaine édition</translation>
    </message>
    <message>
        <source>A table that is valid by this schema; its answers are invented</source>
        <translation>Table conforme à ce schéma ; les réponses y sont fictives</translation>
    </message>
    <message>
        <source>CSV: UTF-8 without byte order mark, commas, decimal points, ISO dates; quotation marks around texts with a comma or a line break.</source>
        <translation>CSV : UTF-8 sans BOM, virgule pour séparateur, point décimal, dates ISO, guillemets droits autour des textes qui contiennent une virgule ou un saut de ligne.</translation>
    </message>
    <message>
        <source>Excel: Data → From Text/CSV, encoding 65001 (UTF-8), region codes as text.</source>
        <translation>Excel : Données → À partir d’un fichier texte/CSV, origine 65001 (UTF-8), codes de région en texte.</translation>
    </message>
    <message>
        <source>An empty cell is “no answer”. 0 means that the region states that it has no budget or no staff.</source>
        <translation>Une cellule vide signifie « non renseigné ». Un 0 signifie que la région déclare n’avoir ni budget ni équipe propre.</translation>
    </message>
    <message>
        <source>Figures compare only where they cover the same (`staff_covers`, `budget_covers`, `covers`).</source>
        <translation>Seuls des chiffres de même périmètre se comparent (`staff_covers`, `budget_covers`, `covers`).</translation>
    </message>
    <message>
        <source>`about`, `staff_about`, `budget_about` mark figures that are approximate or were calculated.</source>
        <translation>`about`, `staff_about` et `budget_about` signalent les chiffres approximatifs ou calculés.</translation>
    </message>
    <message>
        <source>A value with a year in `…_carried`, `carried_from` or `reprises` comes from that earlier edition.</source>
        <translation>Une valeur accompagnée d’une année dans `…_carried`, `carried_from` ou `reprises` est reprise de l’édition de cette année.</translation>
    </message>
    <message>
        <source>Codes are explained below and in the schemas; tables are linked by `region_code` and `platform_id`.</source>
        <translation>Les codes sont expliqués plus bas et dans les schémas ; les tables sont liées par `region_code` et `platform_id`.</translation>
    </message>
    <message>
        <source>regions.geojson: WGS 84, longitude then latitude, six decimals (RFC 7946).</source>
        <translation>regions.geojson : WGS 84, longitude puis latitude, six décimales (RFC 7946).</translation>
    </message>
    <message>
        <source>Respondents (column `repondant`) are in no file.</source>
        <translation>Les répondants (colonne `repondant`) ne figurent dans aucun fichier.</translation>
    </message>
    <message>
        <source>Names of persons in the answers: {count} is masked ({mask}).</source>
        <translation>Noms de personnes dans les réponses : {count} masqué ({mask}).</translation>
    </message>
    <message>
        <source>Names of persons in the answers: {count} are masked ({mask}).</source>
        <translation>Noms de personnes dans les réponses : {count} masqués ({mask}).</translation>
    </message>
    <message>
        <source>E-mail addresses that may be a person’s: {count} is masked ({mask}). Functional addresses are kept.</source>
        <translation>Adresses électroniques nominatives ou qui pourraient l’être : {count} masquée ({mask}). Les adresses fonctionnelles sont conservées.</translation>
    </message>
    <message>
        <source>E-mail addresses that may be a person’s: {count} are masked ({mask}). Functional addresses are kept.</source>
        <translation>Adresses électroniques nominatives ou qui pourraient l’être : {count} masquées ({mask}). Les adresses fonctionnelles sont conservées.</translation>
    </message>
    <message>
        <source>Telephone numbers masked ({mask}): {count}.</source>
        <translation>Numéros de téléphone masqués ({mask}) : {count}.</translation>
    </message>
    <message>
        <source>Web addresses with a user name or a person’s e-mail address, left out: {count}.</source>
        <translation>Adresses web contenant un identifiant de connexion ou une adresse nominative, laissées de côté : {count}.</translation>
    </message>
    <message>
        <source>Regions without a boundary in the layer</source>
        <translation>Régions absentes de la couche de limites</translation>
    </message>
    <message>
        <source>The boundary layer displaces these regions (inset coordinates), which stay where it has them</source>
        <translation>Régions placées à des coordonnées fictives (cartouche) par la couche de limites, et conservées telles quelles</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>vide</translation>
    </message>
    <message>
        <source>The publisher puts the whole under {licence}.</source>
        <translation>L’ensemble est publié par son diffuseur sous {licence}.</translation>
    </message>
    <message>
        <source>No licence was chosen for the whole: each source keeps its own.</source>
        <translation>Aucune licence n’a été choisie pour l’ensemble : chaque source conserve la sienne.</translation>
    </message>
    <message>
        <source>Terms of the sources</source>
        <translation>Conditions des sources</translation>
    </message>
    <message>
        <source>To cite</source>
        <translation>Pour citer</translation>
    </message>
    <message>
        <source>Complete the publisher: {file} has no organisation, which INSPIRE requires.</source>
        <translation>Compléter le diffuseur : {file} n’indique pas l’organisme, exigé par INSPIRE.</translation>
    </message>
    <message>
        <source>Complete the contact: {file} has no e-mail address, which INSPIRE requires.</source>
        <translation>Compléter le contact : {file} n’indique pas d’adresse électronique, exigée par INSPIRE.</translation>
    </message>
    <message>
        <source>Complete the links: {file} has no address of the files. Create the package again with their address, or add it in the catalogue.</source>
        <translation>Compléter les liens : {file} n’indique pas l’adresse des fichiers. Générer de nouveau le paquet avec cette adresse, ou l’ajouter dans le catalogue.</translation>
    </message>
    <message>
        <source>Choose a licence with the owner of the survey, or state the terms of each source.</source>
        <translation>Choisir une licence avec le producteur de l’enquête, ou indiquer les conditions de chaque source.</translation>
    </message>
    <message>
        <source>Check: `frictionless validate {file}`.</source>
        <translation>Contrôler : `frictionless validate {file}`.</translation>
    </message>
    <message>
        <source>data.gouv.fr: create a dataset and add all files, {file} as documentation.</source>
        <translation>data.gouv.fr : créer un jeu de données, y déposer tous les fichiers, {file} comme documentation.</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Overseas, from top to bottom: {regions}</source>
        <translation>Outre-mer, de haut en bas : {regions}</translation>
    </message>
    <message>
        <source>{money} (money) or {people} (staff)</source>
        <translation>{money} (budget) ou {people} (effectif)</translation>
    </message>
    <message>
        <source>One row per region: status of its CTD, date, staff, budget, funding sources, platforms, contact.</source>
        <translation>Une ligne par région : statut du CTD, date, effectif, budget, financeurs, plateformes, contact.</translation>
    </message>
    <message>
        <source>One row per region of the survey: its answers in French, word for word. Respondents are left out.</source>
        <translation>Une ligne par région de l’enquête : ses réponses, mot pour mot. Les répondants n’y figurent pas.</translation>
    </message>
    <message>
        <source>One row per figure, date or funding source found in an answer, with the words that prove it.</source>
        <translation>Une ligne par chiffre, date ou financeur relevé dans une réponse, avec le passage qui le fonde.</translation>
    </message>
    <message>
        <source>One row per platform of a region: those that the survey names, and those known from public sources.</source>
        <translation>Une ligne par plateforme d’une région : celles que cite l’enquête et celles connues d’après des sources publiques.</translation>
    </message>
    <message>
        <source>Services of the platforms</source>
        <translation>Services des plateformes</translation>
    </message>
    <message>
        <source>One row per service address (CSW, WMS, WFS, API) of a platform. No address was called for this table.</source>
        <translation>Une ligne par adresse de service (CSW, WMS, WFS, API) d’une plateforme. Aucune adresse n’a été interrogée pour établir cette table.</translation>
    </message>
    <message>
        <source>Edition and sources</source>
        <translation>Édition et sources</translation>
    </message>
    <message>
        <source>One row: edition, sources, licences, date of creation.</source>
        <translation>Une seule ligne : édition, sources, licences, date de création.</translation>
    </message>
    <message>
        <source>Changes by region</source>
        <translation>Évolutions par région</translation>
    </message>
    <message>
        <source>One row per region: what has changed since an earlier edition of the survey.</source>
        <translation>Une ligne par région : ce qui a changé depuis une édition antérieure de l’enquête.</translation>
    </message>
    <message>
        <source>One row per answer whose words have changed since an earlier edition.</source>
        <translation>Une ligne par réponse dont le texte a changé depuis une édition antérieure.</translation>
    </message>
    <message>
        <source>Note (in English)</source>
        <translation>Note (en anglais)</translation>
    </message>
    <message>
        <source>Note (in French)</source>
        <translation>Note (en français)</translation>
    </message>
    <message>
        <source>Evidence (in English)</source>
        <translation>Justification (en anglais)</translation>
    </message>
    <message>
        <source>Evidence (in French)</source>
        <translation>Justification (en français)</translation>
    </message>
    <message>
        <source>Staff columns that were not read</source>
        <translation>Colonnes d’effectif non lues</translation>
    </message>
    <message>
        <source>Budget columns that were not read</source>
        <translation>Colonnes de budget non lues</translation>
    </message>
    <message>
        <source>Regions whose staff figure is in doubt</source>
        <translation>Régions dont l’effectif est incertain</translation>
    </message>
    <message>
        <source>Regions whose budget figure is in doubt</source>
        <translation>Régions dont le budget est incertain</translation>
    </message>
    <message>
        <source>Official code of the region since 2016: two characters of text (“01”, never 1).</source>
        <translation>Code Insee de la région depuis 2016, en deux caractères de texte (« 01 », jamais 1).</translation>
    </message>
    <message>
        <source>Identifier of the platform.</source>
        <translation>Identifiant de la plateforme.</translation>
    </message>
    <message>
        <source>Year of the earlier edition that the answer was carried over from; empty: this edition.</source>
        <translation>Année de l’édition antérieure dont la réponse est reprise ; vide : édition en cours.</translation>
    </message>
    <message>
        <source>Year of the earlier edition that the value was carried over from; empty: this edition.</source>
        <translation>Année de l’édition antérieure dont la valeur est reprise ; vide : édition en cours.</translation>
    </message>
    <message>
        <source>Official name of the region.</source>
        <translation>Nom officiel de la région.</translation>
    </message>
    <message>
        <source>Number of inhabitants. Source: see the table “about”.</source>
        <translation>Nombre d’habitants (population municipale). Source : voir la table « about ».</translation>
    </message>
    <message>
        <source>Status of the region’s CTD. Empty: no answer.</source>
        <translation>Statut du CTD de la région. Vide : non renseigné.</translation>
    </message>
    <message>
        <source>The status in the words of the survey.</source>
        <translation>Statut, dans les termes de l’enquête.</translation>
    </message>
    <message>
        <source>Day of the CTD’s installation, where the survey gives a full date.</source>
        <translation>Date d’installation du CTD, lorsque l’enquête donne une date complète.</translation>
    </message>
    <message>
        <source>Date or planned date of the CTD in the words of the survey.</source>
        <translation>Date ou échéance du CTD, dans les termes de l’enquête.</translation>
    </message>
    <message>
        <source>The region’s staff figure shown on the maps, in full-time equivalents. 0: the region states that it has none; empty: no answer.</source>
        <translation>Effectif de la région représenté sur les cartes, en équivalents temps plein. 0 : la région déclare ne pas avoir d’équipe propre ; vide : non renseigné.</translation>
    </message>
    <message>
        <source>Upper end, where the survey gives a range.</source>
        <translation>Borne haute, lorsque l’enquête donne un intervalle.</translation>
    </message>
    <message>
        <source>Whose staff the figure counts.</source>
        <translation>Entité dont l’effectif est compté.</translation>
    </message>
    <message>
        <source>What the figure counts; only figures that count the same may be compared.</source>
        <translation>Périmètre de l’effectif ; seuls des effectifs de même périmètre se comparent.</translation>
    </message>
    <message>
        <source>Whether the survey calls the figure approximate, or it was calculated.</source>
        <translation>Vrai si l’enquête donne le chiffre comme approximatif ou s’il a été calculé.</translation>
    </message>
    <message>
        <source>The region’s yearly budget shown on the maps, in euros. 0: the region states that it has none; empty: no answer.</source>
        <translation>Budget annuel de la région représenté sur les cartes, en euros. 0 : la région déclare ne pas avoir de budget propre ; vide : non renseigné.</translation>
    </message>
    <message>
        <source>Whose budget it is.</source>
        <translation>Entité dont c’est le budget.</translation>
    </message>
    <message>
        <source>What the budget pays for; only budgets that pay for the same may be compared.</source>
        <translation>Périmètre du budget ; seuls des budgets de même périmètre se comparent.</translation>
    </message>
    <message>
        <source>Yearly budget in euros per 1,000 inhabitants, calculated.</source>
        <translation>Budget annuel en euros pour 1 000 habitants, calculé.</translation>
    </message>
    <message>
        <source>Who pays, as far as the survey names payers; separated by commas.</source>
        <translation>Financeurs cités dans l’enquête, séparés par des virgules.</translation>
    </message>
    <message>
        <source>Software of the data platforms in service, separated by commas.</source>
        <translation>Technologies des plateformes de données en service, séparées par des virgules.</translation>
    </message>
    <message>
        <source>Number of data platforms in service.</source>
        <translation>Nombre de plateformes de données en service.</translation>
    </message>
    <message>
        <source>Name of the region’s main data platform.</source>
        <translation>Nom de la principale plateforme de données de la région.</translation>
    </message>
    <message>
        <source>Address of the main platform’s website.</source>
        <translation>Adresse du site de la plateforme principale.</translation>
    </message>
    <message>
        <source>Functional e-mail address, or the survey’s words. Addresses of persons are left out.</source>
        <translation>Adresse électronique fonctionnelle ou, à défaut, texte de l’enquête. Les adresses nominatives sont écartées.</translation>
    </message>
    <message>
        <source>Whether the region has a row in the survey.</source>
        <translation>Vrai si la région figure dans l’enquête.</translation>
    </message>
    <message>
        <source>Name of the region in the survey.</source>
        <translation>Nom de la région dans l’enquête.</translation>
    </message>
    <message>
        <source>Status in the words of the survey.</source>
        <translation>Statut, dans les termes de l’enquête.</translation>
    </message>
    <message>
        <source>What explains the status: history, strategies, who asked.</source>
        <translation>Ce qui explique le statut : historique, stratégies, origine de la demande.</translation>
    </message>
    <message>
        <source>Date or planned date of the CTD, as written.</source>
        <translation>Date ou échéance du CTD, telle qu’indiquée.</translation>
    </message>
    <message>
        <source>Legal or contractual form.</source>
        <translation>Forme juridique ou contractuelle.</translation>
    </message>
    <message>
        <source>What is expected of a CTD, what it should decide.</source>
        <translation>Ce qui est attendu d’un CTD et ce qu’il doit décider.</translation>
    </message>
    <message>
        <source>Meetings and bodies, and their rhythm.</source>
        <translation>Instances et réunions, avec leur fréquence.</translation>
    </message>
    <message>
        <source>Who leads, how the network is animated.</source>
        <translation>Pilotage et animation du réseau.</translation>
    </message>
    <message>
        <source>Members, signatories, terms of membership.</source>
        <translation>Membres, signataires, conditions d’adhésion.</translation>
    </message>
    <message>
        <source>Staff and money.</source>
        <translation>Effectifs et financements.</translation>
    </message>
    <message>
        <source>Part taken in the CNIG and other national bodies.</source>
        <translation>Participation au CNIG et à d’autres instances nationales.</translation>
    </message>
    <message>
        <source>Contact points. Names and addresses of persons are masked.</source>
        <translation>Points de contact. Les noms et adresses de personnes sont masqués.</translation>
    </message>
    <message>
        <source>Websites and social networks.</source>
        <translation>Sites web et réseaux sociaux.</translation>
    </message>
    <message>
        <source>Difficulties and stakes.</source>
        <translation>Difficultés et enjeux.</translation>
    </message>
    <message>
        <source>What comes next.</source>
        <translation>Suites prévues.</translation>
    </message>
    <message>
        <source>Documents and links given as reference.</source>
        <translation>Documents et liens cités en référence.</translation>
    </message>
    <message>
        <source>Day and month of the interview, as written.</source>
        <translation>Jour et mois de l’entretien, tels qu’indiqués.</translation>
    </message>
    <message>
        <source>Answers carried over from an earlier edition, as “column: year”, separated by semicolons.</source>
        <translation>Réponses reprises d’une édition antérieure, sous la forme « colonne : année », séparées par des points-virgules.</translation>
    </message>
    <message>
        <source>What the figure measures.</source>
        <translation>Ce que mesure le chiffre.</translation>
    </message>
    <message>
        <source>Number with a decimal point, or ISO date. Empty: a payer or a remark without a figure.</source>
        <translation>Nombre à point décimal ou date ISO. Vide : financeur ou remarque sans chiffre.</translation>
    </message>
    <message>
        <source>Upper end of a range.</source>
        <translation>Borne haute d’un intervalle.</translation>
    </message>
    <message>
        <source>Unit of the value.</source>
        <translation>Unité de la valeur.</translation>
    </message>
    <message>
        <source>Whose figure it is.</source>
        <translation>Entité concernée par le chiffre.</translation>
    </message>
    <message>
        <source>What the figure pays for or counts; only figures that cover the same may be compared.</source>
        <translation>Périmètre du chiffre, ce qu’il paie ou compte ; seuls des chiffres de même périmètre se comparent.</translation>
    </message>
    <message>
        <source>Who pays, where the answer says so.</source>
        <translation>Financeur, lorsque la réponse l’indique.</translation>
    </message>
    <message>
        <source>Whether it is the one figure of its region that the maps show.</source>
        <translation>Vrai pour le chiffre de la région représenté sur les cartes.</translation>
    </message>
    <message>
        <source>Column of the survey with the quote.</source>
        <translation>Colonne de l’enquête d’où vient la citation.</translation>
    </message>
    <message>
        <source>Verbatim words of the answer that prove the figure.</source>
        <translation>Passage de la réponse, mot pour mot, qui fonde le chiffre.</translation>
    </message>
    <message>
        <source>What one must know to read the figure rightly.</source>
        <translation>Précision nécessaire à la bonne lecture du chiffre.</translation>
    </message>
    <message>
        <source>Name of the platform.</source>
        <translation>Nom de la plateforme.</translation>
    </message>
    <message>
        <source>What the platform is for; only data platforms are counted.</source>
        <translation>Vocation de la plateforme ; seules les plateformes de données sont dénombrées.</translation>
    </message>
    <message>
        <source>Main software.</source>
        <translation>Technologie principale.</translation>
    </message>
    <message>
        <source>Software beside the main one, separated by commas.</source>
        <translation>Autres technologies, séparées par des virgules.</translation>
    </message>
    <message>
        <source>Who runs the platform.</source>
        <translation>Opérateur de la plateforme.</translation>
    </message>
    <message>
        <source>Whether the platform is in use.</source>
        <translation>État de service de la plateforme.</translation>
    </message>
    <message>
        <source>Address of the website. Empty: no known address.</source>
        <translation>Adresse du site. Vide : adresse inconnue.</translation>
    </message>
    <message>
        <source>Words of the survey that name the platform.</source>
        <translation>Passage de l’enquête qui cite la plateforme.</translation>
    </message>
    <message>
        <source>Who says that the platform exists.</source>
        <translation>Source qui atteste l’existence de la plateforme.</translation>
    </message>
    <message>
        <source>What one must know about the platform.</source>
        <translation>Précision utile sur la plateforme.</translation>
    </message>
    <message>
        <source>Protocol or API of the service.</source>
        <translation>Protocole ou API du service.</translation>
    </message>
    <message>
        <source>Address of the service.</source>
        <translation>Adresse du service.</translation>
    </message>
    <message>
        <source>Public source of the address.</source>
        <translation>Source publique de l’adresse.</translation>
    </message>
    <message>
        <source>Name of the edition of the survey.</source>
        <translation>Nom de l’édition de l’enquête.</translation>
    </message>
    <message>
        <source>Sources of the survey, the boundaries and the populations.</source>
        <translation>Sources de l’enquête, des limites et des populations.</translation>
    </message>
    <message>
        <source>Licences of these sources.</source>
        <translation>Licences de ces sources.</translation>
    </message>
    <message>
        <source>Day on which the data were put together.</source>
        <translation>Date d’assemblage des données.</translation>
    </message>
    <message>
        <source>Program that put the data together.</source>
        <translation>Logiciel qui a assemblé les données.</translation>
    </message>
    <message>
        <source>Headings of columns whose figures could not be read.</source>
        <translation>Intitulés des colonnes dont les chiffres n’ont pas pu être lus.</translation>
    </message>
    <message>
        <source>Codes of regions whose answer has a figure that was not understood.</source>
        <translation>Codes des régions dont la réponse contient un chiffre non interprété.</translation>
    </message>
    <message>
        <source>How the status has changed.</source>
        <translation>Évolution du statut.</translation>
    </message>
    <message>
        <source>Empty where the two figures do not count the same.</source>
        <translation>Vide lorsque les deux effectifs n’ont pas le même périmètre.</translation>
    </message>
    <message>
        <source>Empty where the two figures do not cover the same.</source>
        <translation>Vide lorsque les deux montants n’ont pas le même périmètre.</translation>
    </message>
    <message>
        <source>White space and typography aside. Empty: the region is in one edition only.</source>
        <translation>Hors espaces et typographie. Vide : la région ne figure que dans une édition.</translation>
    </message>
    <message>
        <source>Columns of the survey, separated by commas.</source>
        <translation>Colonnes de l’enquête, séparées par des virgules.</translation>
    </message>
    <message>
        <source>Name of the earlier edition.</source>
        <translation>Nom de l’édition antérieure.</translation>
    </message>
    <message>
        <source>Name of the later edition.</source>
        <translation>Nom de l’édition la plus récente.</translation>
    </message>
    <message>
        <source>The answer in the earlier edition. Names of persons are masked.</source>
        <translation>Réponse de l’édition antérieure. Les noms de personnes sont masqués.</translation>
    </message>
    <message>
        <source>The answer in the later edition. Names of persons are masked.</source>
        <translation>Réponse de l’édition la plus récente. Les noms de personnes sont masqués.</translation>
    </message>
    <message>
        <source>The table “regions” with the boundaries, in WGS 84 (longitude, latitude).</source>
        <translation>La table « regions » avec les limites, en WGS 84 (longitude, latitude).</translation>
    </message>
    <message>
        <source>{file} does not belong to an open-data package and was not replaced; choose another folder.</source>
        <translation>{file} ne fait pas partie d’un paquet de données ouvertes et n’a pas été remplacé ; choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Regional data committees (CTD) in France: {edition}</source>
        <translation>Comités territoriaux de la donnée (CTD) en France : {edition}</translation>
    </message>
    <message>
        <source>To follow the regional data committees (CTD), compare their means, and find each region’s data platforms.</source>
        <translation>Suivre les comités territoriaux de la donnée (CTD), comparer leurs moyens et trouver les plateformes de données de chaque région.</translation>
    </message>
    <message>
        <source>“{text}” is not an e-mail address; correct the contact.</source>
        <translation>« {text} » n’est pas une adresse électronique ; corrigez le contact.</translation>
    </message>
    <message>
        <source>“{text}” is not a web address; it must begin with https:// or http://.</source>
        <translation>« {text} » n’est pas une adresse web ; elle doit commencer par https:// ou http://.</translation>
    </message>
    <message>
        <source>For each French region: the status of its regional data committee (CTD), its staff, budget, funding sources, data platforms and its answers to the survey.</source>
        <translation>Pour chaque région française : statut du comité territorial de la donnée (CTD), effectif, budget, financeurs, plateformes de données et réponses à l’enquête.</translation>
    </message>
    <message>
        <source>Edition: {edition}.</source>
        <translation>Édition : {edition}.</translation>
    </message>
    <message>
        <source>Each figure comes with the words of the answer that prove it; “no answer” is never zero.</source>
        <translation>Chaque chiffre est accompagné du passage de la réponse qui le fonde ; « non renseigné » ne vaut jamais zéro.</translation>
    </message>
    <message>
        <source>Sources: {sources}.</source>
        <translation>Sources : {sources}.</translation>
    </message>
    <message>
        <source>The answers are the survey’s words. Figures were read from them: the table “facts” quotes, for each, the answer and its column, and says what it covers and whether it is approximate or was calculated.</source>
        <translation>Les réponses sont le texte de l’enquête. Les chiffres en sont tirés : pour chacun, la table « facts » cite la réponse et sa colonne, et indique son périmètre et s’il est approximatif ou calculé.</translation>
    </message>
    <message>
        <source>Answers carried over from an earlier edition keep its year.</source>
        <translation>Les réponses reprises d’une édition antérieure en gardent l’année.</translation>
    </message>
    <message>
        <source>Respondents and names of persons are left out.</source>
        <translation>Les répondants et les noms de personnes sont écartés.</translation>
    </message>
    <message>
        <source>regional data committee</source>
        <translation>comité territorial de la donnée</translation>
    </message>
    <message>
        <source>data governance</source>
        <translation>gouvernance de la donnée</translation>
    </message>
    <message>
        <source>data infrastructure</source>
        <translation>infrastructure de données géographiques</translation>
    </message>
    <message>
        <source>data platforms</source>
        <translation>plateformes de données</translation>
    </message>
    <message>
        <source>open data</source>
        <translation>données ouvertes</translation>
    </message>
    <message>
        <source>Regions with their boundaries</source>
        <translation>Régions et leurs limites</translation>
    </message>
    <message>
        <source>Data package: schemas of all tables</source>
        <translation>Paquet de données : schémas de toutes les tables</translation>
    </message>
    <message>
        <source>Mainland France and Corsica</source>
        <translation>France hexagonale et Corse</translation>
    </message>
    <message>
        <source>To read and to reuse</source>
        <translation>À lire et à réutiliser</translation>
    </message>
    <message>
        <source>web page</source>
        <translation>page web</translation>
    </message>
    <message>
        <source>slides</source>
        <translation>diaporama</translation>
    </message>
    <message>
        <source>atlas</source>
        <translation>atlas</translation>
    </message>
    <message>
        <source>summary table</source>
        <translation>tableau de synthèse</translation>
    </message>
    <message>
        <source>{count} map</source>
        <translation>{count} carte</translation>
    </message>
    <message>
        <source>{count} maps</source>
        <translation>{count} cartes</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Status only</source>
        <translation>Statut seul</translation>
    </message>
    <message>
        <source>Governance of public data in the 18 regions of France: status of the regional data committee (CTD), budget, staff, funding, technologies and dates, with the answers to the survey and the platforms. {sources}</source>
        <translation>Gouvernance des données publiques dans les 18 régions de France : statut du comité territorial de la donnée (CTD), budget, effectifs, financement, technologies et dates, avec les réponses à l’enquête et les plateformes. {sources}</translation>
    </message>
    <message>
        <source>governance of data</source>
        <translation>gouvernance de la donnée</translation>
    </message>
    <message>
        <source>spatial data infrastructure</source>
        <translation>infrastructure de données géographiques</translation>
    </message>
    <message>
        <source>regions of France</source>
        <translation>régions de France</translation>
    </message>
    <message>
        <source>The 18 regions, one row each: status, figures and main platform; one style per theme.</source>
        <translation>Les 18 régions, une ligne par région : statut, chiffres et plateforme principale ; un style par thème.</translation>
    </message>
    <message>
        <source>The answers to the survey as they were given, one row per region.</source>
        <translation>Les réponses à l’enquête, telles que données, une ligne par région.</translation>
    </message>
    <message>
        <source>The figures read from the answers, each with its quote.</source>
        <translation>Les chiffres relevés dans les réponses, chacun avec sa citation.</translation>
    </message>
    <message>
        <source>The data platforms of the regions.</source>
        <translation>Les plateformes de données des régions.</translation>
    </message>
    <message>
        <source>The addresses of the platforms’ catalogues.</source>
        <translation>Les adresses des catalogues des plateformes.</translation>
    </message>
    <message>
        <source>The edition, its sources and licences.</source>
        <translation>L’édition, ses sources et ses licences.</translation>
    </message>
    <message>
        <source>What changed since the earlier edition, one row per region.</source>
        <translation>Les évolutions depuis l’édition précédente, une ligne par région.</translation>
    </message>
    <message>
        <source>The texts that changed since the earlier edition.</source>
        <translation>Les textes modifiés depuis l’édition précédente.</translation>
    </message>
    <message>
        <source>Quotes</source>
        <translation>Citations de l’enquête</translation>
    </message>
    <message>
        <source>Funding</source>
        <translation>Financement</translation>
    </message>
    <message>
        <source>In place in {count} region out of {total}</source>
        <translation>En place dans {count} région sur {total}</translation>
    </message>
    <message>
        <source>In place in {count} regions out of {total}</source>
        <translation>En place dans {count} régions sur {total}</translation>
    </message>
    <message>
        <source>Sources and limits</source>
        <translation>Sources et limites</translation>
    </message>
    <message>
        <source>Made by {organisation} with {program}, {date}.</source>
        <translation>Réalisé par {organisation} avec {program}, le {date}.</translation>
    </message>
    <message>
        <source>Made with {program}, {date}.</source>
        <translation>Réalisé avec {program}, le {date}.</translation>
    </message>
    <message>
        <source>{count} region out of {total} answered.</source>
        <translation>{count} région sur {total} a répondu.</translation>
    </message>
    <message>
        <source>{count} regions out of {total} answered.</source>
        <translation>{count} régions sur {total} ont répondu.</translation>
    </message>
    <message>
        <source>Figures are only compared where they cover the same.</source>
        <translation>Seuls les chiffres de même périmètre sont comparés.</translation>
    </message>
    <message>
        <source>“{name}” does not end in .html; choose a name that does.</source>
        <translation>« {name} » ne se termine pas par .html ; choisissez un nom qui porte cette extension.</translation>
    </message>
    <message>
        <source>Skip to the map</source>
        <translation>Aller à la carte</translation>
    </message>
    <message>
        <source>Themes of the map</source>
        <translation>Thèmes de la carte</translation>
    </message>
    <message>
        <source>Search the answers</source>
        <translation>Rechercher dans les réponses</translation>
    </message>
    <message>
        <source>All words must occur; “in quotation marks”, in this order.</source>
        <translation>Tous les mots doivent figurer dans la réponse ; « entre guillemets », dans cet ordre.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Answers found</source>
        <translation>Réponses trouvées</translation>
    </message>
    <message>
        <source>Description of the map</source>
        <translation>Description de la carte</translation>
    </message>
    <message>
        <source>Back to the map</source>
        <translation>Retour à la carte</translation>
    </message>
    <message>
        <source>Other regions</source>
        <translation>Autres régions</translation>
    </message>
    <message>
        <source>Each figure is quoted right below it, with the answer it comes from.</source>
        <translation>Sous chaque chiffre : la citation à l’appui et la réponse dont elle est tirée.</translation>
    </message>
    <message>
        <source>How to read the figures</source>
        <translation>Comment lire les chiffres</translation>
    </message>
    <message>
        <source>{passages} in {regions}</source>
        <translation>{passages} dans {regions}</translation>
    </message>
    <message>
        <source>No answer contains “{words}”.</source>
        <translation>Aucune réponse ne contient « {words} ».</translation>
    </message>
    <message>
        <source>What the answer says:</source>
        <translation>Ce qu’indique la réponse :</translation>
    </message>
    <message>
        <source>Whole answer</source>
        <translation>Réponse complète</translation>
    </message>
    <message>
        <source>Writes into one folder every map as PDF and PNG, the atlas of the regions, the summary table as XLSX and ODS, a web page, slides, the open data, and an HTML index of them all. A former pack in the folder is replaced; other files are kept. With an earlier edition, the pack also covers what has changed.</source>
        <translation>Écrit dans un dossier chaque carte en PDF et PNG, l’atlas des régions, le tableau de synthèse en XLSX et ODS, une page web, un diaporama, les données ouvertes et un index HTML de l’ensemble. Un dossier de réunion antérieur est remplacé ; les autres fichiers sont conservés. Avec une édition antérieure, le dossier présente aussi les évolutions.</translation>
    </message>
    <message>
        <source>With the web page</source>
        <translation>Avec la page web</translation>
    </message>
    <message>
        <source>With the slides</source>
        <translation>Avec le diaporama</translation>
    </message>
    <message>
        <source>With the open data</source>
        <translation>Avec les données ouvertes</translation>
    </message>
    <message>
        <source>Opens in a browser, without a network: maps to explore, a portrait of each region, search in the answers</source>
        <translation>S’ouvre dans un navigateur, sans réseau : cartes à explorer, portrait de chaque région, recherche dans les réponses</translation>
    </message>
    <message>
        <source>To look at and to present</source>
        <translation>À consulter et à présenter</translation>
    </message>
    <message>
        <source>To project: a map on each slide, with its finding as the title; sources and limits at the end</source>
        <translation>À projeter : une carte par diapositive, avec son constat en titre ; sources et limites à la fin</translation>
    </message>
    <message>
        <source>To publish or to compute with: CSV and GeoJSON with their schemas and metadata, without personal data</source>
        <translation>À publier ou à exploiter : CSV et GeoJSON avec leurs schémas et leurs métadonnées, sans données personnelles</translation>
    </message>
    <message>
        <source>Open data</source>
        <translation>Données ouvertes</translation>
    </message>
    <message>
        <source>The region is not on the map: the layer of regions lacks it.</source>
        <translation>Région absente de la carte : elle manque dans la couche des régions.</translation>
    </message>
    <message>
        <source>Slides (PDF)</source>
        <translation>Diaporama (PDF)</translation>
    </message>
    <message>
        <source>Open data (ZIP)</source>
        <translation>Données ouvertes (ZIP)</translation>
    </message>
    <message>
        <source>The contact {address} may be a person’s, and will be public: prefer a functional mailbox.</source>
        <translation>Le contact {address} semble nominatif et sera public : préférez une adresse fonctionnelle.</translation>
    </message>
    <message>
        <source>A space stands before a text that begins with an equals, plus, minus or at sign, so that no spreadsheet takes it for a formula.</source>
        <translation>Une espace précède les textes qui commencent par un signe égal, plus, moins ou arobase, pour qu’aucun tableur ne les prenne pour une formule.</translation>
    </message>
    <message>
        <source>Values of {field} outside the schema, whose rule is left out: {values}.</source>
        <translation>Valeurs de {field} hors schéma, dont la règle a été retirée : {values}.</translation>
    </message>
    <message>
        <source>GeoNetwork: import {file} (Contribute → Import new records); it replaces a record of its identifier.</source>
        <translation>GeoNetwork : importer {file} (Contribuer → Importer de nouvelles fiches) ; une fiche de même identifiant est remplacée.</translation>
    </message>
    <message>
        <source>pycsw: load {file} with `pycsw-admin.py`.</source>
        <translation>pycsw : charger {file} avec `pycsw-admin.py`.</translation>
    </message>
    <message>
        <source>{count} of {all} regions is in the survey.</source>
        <translation>{count} région sur {all} figure dans l’enquête.</translation>
    </message>
    <message>
        <source>{count} of {all} regions are in the survey.</source>
        <translation>{count} régions sur {all} figurent dans l’enquête.</translation>
    </message>
    <message>
        <source>This edition names respondents. Before putting it on a web server, build it again without personal data: QGIS Server hides them, but can still be asked for regions by the name of a respondent.</source>
        <translation>Cette édition nomme les répondants. Avant de la publier sur un serveur web, reconstruisez-la sans les données personnelles : QGIS Server masque ces noms, mais répond encore à une recherche de régions par nom de répondant.</translation>
    </message>
    <message>
        <source>How to read the maps</source>
        <translation>Lecture des cartes</translation>
    </message>
    <message>
        <source>Slide {numbers} – {note}</source>
        <translation>Diapositive {numbers} – {note}</translation>
    </message>
    <message>
        <source>Slides {numbers} – {note}</source>
        <translation>Diapositives {numbers} – {note}</translation>
    </message>
    <message>
        <source>The atlas of the regions quotes, for each figure, the answer that it comes from.</source>
        <translation>L’atlas des régions cite, pour chaque chiffre, la réponse dont il est tiré.</translation>
    </message>
    <message>
        <source>others: slide {number}</source>
        <translation>autres : diapositive {number}</translation>
    </message>
    <message>
        <source>Also include</source>
        <translation>Inclure aussi</translation>
    </message>
    <message>
        <source>For someone without QGIS</source>
        <translation>Pour une personne sans QGIS</translation>
    </message>
    <message>
        <source>To publish</source>
        <translation>Pour publier</translation>
    </message>
    <message>
        <source>For a team</source>
        <translation>Pour une équipe</translation>
    </message>
    <message>
        <source>For a meeting</source>
        <translation>Pour une réunion</translation>
    </message>
    <message>
        <source>One file that any browser opens, even without a network: maps to explore, a portrait of each region with its quotes, and a search in the answers. To send by mail or to put on a website.</source>
        <translation>Un seul fichier, qui s’ouvre dans tout navigateur, même sans réseau : cartes à explorer, portrait de chaque région avec ses citations, recherche dans les réponses. À envoyer par messagerie ou à déposer sur un site.</translation>
    </message>
    <message>
        <source>A PDF to project: a map on each slide with its finding as the title, then sources and limits.</source>
        <translation>Un PDF à projeter : une carte par diapositive, avec son constat en titre, puis les sources et les limites.</translation>
    </message>
    <message>
        <source>CSV and GeoJSON files with their schemas and metadata (ISO 19139, DCAT-AP), ready for an open-data portal or a catalogue. They contain no personal data.</source>
        <translation>Des fichiers CSV et GeoJSON avec leurs schémas et leurs métadonnées (ISO 19139, DCAT-AP), prêts pour un portail de données ouvertes ou un catalogue. Ils ne contiennent aucune donnée personnelle.</translation>
    </message>
    <message>
        <source>PostGIS database</source>
        <translation>Base de données PostGIS</translation>
    </message>
    <message>
        <source>The layers, with a style for each theme, in a schema that colleagues open in QGIS or that a server publishes.</source>
        <translation>Les couches, avec un style par thème, dans un schéma que vos collègues ouvrent dans QGIS ou qu’un serveur publie.</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Partager</translation>
    </message>
    <message>
        <source>The layers, with a style for each theme, in one file to send or to put on a shared drive.</source>
        <translation>Les couches, avec un style par thème, dans un seul fichier à envoyer ou à déposer sur un lecteur partagé.</translation>
    </message>
    <message>
        <source>Project with its data</source>
        <translation>Projet avec ses données</translation>
    </message>
    <message>
        <source>The open project and a copy of its data in one folder, which opens on another computer.</source>
        <translation>Le projet ouvert et une copie de ses données dans un dossier, qui s’ouvre sur un autre poste.</translation>
    </message>
    <message>
        <source>Continue…</source>
        <translation>Continuer…</translation>
    </message>
    <message>
        <source>Meeting pack</source>
        <translation>Dossier de réunion</translation>
    </message>
    <message>
        <source>All maps, the atlas, the tables, the page, the slides and the data in one folder, with an index.</source>
        <translation>Toutes les cartes, l’atlas, les tableaux, la page, le diaporama et les données dans un dossier, avec un index.</translation>
    </message>
    <message>
        <source>Exporting the web page…</source>
        <translation>Export de la page web…</translation>
    </message>
    <message>
        <source>Web page exported to {path}.</source>
        <translation>Page web exportée : {path}.</translation>
    </message>
    <message>
        <source>Exporting the slides…</source>
        <translation>Export du diaporama…</translation>
    </message>
    <message>
        <source>Slides exported to {path}.</source>
        <translation>Diaporama exporté : {path}.</translation>
    </message>
    <message>
        <source>Exporting the open data…</source>
        <translation>Export des données ouvertes…</translation>
    </message>
    <message>
        <source>Open data exported to {path}.</source>
        <translation>Données ouvertes exportées : {path}.</translation>
    </message>
    <message>
        <source>ctd-open-data-{date}</source>
        <translation>ctd-donnees-ouvertes-{date}</translation>
    </message>
    <message>
        <source>Open afterwards</source>
        <translation>Ouvrir à la fin</translation>
    </message>
    <message>
        <source>Choose an output file.</source>
        <translation>Choisissez un fichier de sortie.</translation>
    </message>
    <message>
        <source>Enter the full path of {name}.</source>
        <translation>Saisissez le chemin complet de {name}.</translation>
    </message>
    <message>
        <source>Organisation that publishes: {organisation} (CTD options).</source>
        <translation>Organisme qui publie : {organisation} (options CTD).</translation>
    </message>
    <message>
        <source>Organisation and logos are those of the CTD options.</source>
        <translation>L’organisme et les logos sont ceux des options CTD.</translation>
    </message>
    <message>
        <source>Accessibility line of the page: {line}</source>
        <translation>Mention d’accessibilité de la page : {line}</translation>
    </message>
    <message>
        <source>The accessibility line of the page is set there, too.</source>
        <translation>La mention d’accessibilité de la page s’y règle aussi.</translation>
    </message>
    <message>
        <source>Joins the CNIG survey, or your own, to the boundaries of the 18 regions. Creates a GeoPackage, a QGIS project with a map theme, a style and two layouts per theme, and a report that lists the unmatched rows. The project can be moved anywhere together with its GeoPackage, also to QGIS Server, which serves it without the plugin.
With an import recipe saved by the import assistant, columns, regions, statuses and figures are read as chosen there; mismatches with this year’s file are reported.
With an earlier edition (a survey, or the ctd.gpkg built from it), the GeoPackage also has the tables changes and cell_changes, and the project a map of changes.</source>
        <translation>Joint l’enquête du CNIG, ou votre propre enquête, aux limites des 18 régions. Crée un GeoPackage, un projet QGIS avec, pour chaque thème, un style, un thème de carte et deux mises en page, et un rapport qui liste les lignes non rattachées. Le projet peut être déplacé avec son GeoPackage, y compris sur QGIS Server, qui le publie sans l’extension.
Avec une recette enregistrée par l’assistant d’import, les colonnes, régions, statuts et chiffres sont lus selon les choix qu’elle contient ; les écarts avec le fichier de l’année sont signalés dans le rapport.
Avec une édition antérieure (une enquête, ou le ctd.gpkg qui en est issu), le GeoPackage contient aussi les tables changes et cell_changes, et le projet une carte des évolutions.</translation>
    </message>
    <message>
        <source>Making the maps of the project…</source>
        <translation>Préparation des cartes du projet…</translation>
    </message>
    <message>
        <source>{file} was changed by another program in the meantime; run the algorithm again.</source>
        <translation>{file} a été modifié entre-temps par un autre programme ; relancez l’algorithme.</translation>
    </message>
    <message>
        <source>The web address must be that of a folder, without user name, password, parameters or fragment.</source>
        <translation>L’adresse web doit être celle d’un dossier, sans identifiant, mot de passe, paramètre ni fragment.</translation>
    </message>
    <message>
        <source>Answers carried over only</source>
        <translation>Réponses reprises uniquement</translation>
    </message>
    <message>
        <source>Labels shortened on the map, in full</source>
        <translation>Textes abrégés sur la carte, en entier</translation>
    </message>
    <message>
        <source>{region}, “{words}”</source>
        <translation>{region}, « {words} »</translation>
    </message>
    <message>
        <source>Dates in the words of the survey</source>
        <translation>Dates selon les termes de l’enquête</translation>
    </message>
    <message>
        <source>Data platforms in service</source>
        <translation>Plateformes de données en service</translation>
    </message>
    <message>
        <source>Web page (HTML)</source>
        <translation>Page web (HTML)</translation>
    </message>
    <message>
        <source>answered on {day}</source>
        <translation>a répondu le {day}</translation>
    </message>
    <message>
        <source>{state} on {day}</source>
        <translation>{state} le {day}</translation>
    </message>
    <message>
        <source>failing since {day}</source>
        <translation>en échec depuis le {day}</translation>
    </message>
    <message>
        <source>last answered on {day}</source>
        <translation>dernière réponse le {day}</translation>
    </message>
    <message>
        <source>permanent redirect from {source}</source>
        <translation>redirection permanente depuis {source}</translation>
    </message>
    <message>
        <source>named by the page {source}</source>
        <translation>indiquée par la page {source}</translation>
    </message>
    <message>
        <source>usual path of the portal {source}</source>
        <translation>chemin usuel du portail {source}</translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation>le {day}</translation>
    </message>
    <message>
        <source>{alive} address out of {count} answered {when}</source>
        <translation>{alive} adresse sur {count} a répondu {when}</translation>
    </message>
    <message>
        <source>{alive} addresses out of {count} answered {when}</source>
        <translation>{alive} adresses sur {count} ont répondu {when}</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>le fichier est trop volumineux</translation>
    </message>
    <message>
        <source>it is not JSON</source>
        <translation>ce n’est pas du JSON</translation>
    </message>
    <message>
        <source>The results of checks in {path} cannot be used: {reason}.</source>
        <translation>Les résultats de vérification du fichier {path} sont inutilisables : {reason}.</translation>
    </message>
    <message>
        <source>{entry} is not an object</source>
        <translation>{entry} n’est pas un objet</translation>
    </message>
    <message>
        <source>{entry}: the field “{field}” is wrong</source>
        <translation>{entry} : champ « {field} » incorrect</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fermer la fenêtre</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Save the edits</source>
        <translation>Enregistrer les modifications</translation>
    </message>
    <message>
        <source>Close the assistant</source>
        <translation>Fermer l’assistant</translation>
    </message>
    <message>
        <source>Delete the files</source>
        <translation>Supprimer les fichiers</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>The Python library {library} cannot be loaded: it does not fit another one, such as a numpy that was installed with pip. Uninstall that copy.</source>
        <translation>La bibliothèque Python {library} ne peut pas être chargée : elle est incompatible avec une autre, par exemple avec un numpy installé par pip. Désinstallez cette copie.</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>Dernière réponse</translation>
    </message>
    <message>
        <source>Failing since</source>
        <translation>En échec depuis</translation>
    </message>
    <message>
        <source>Moved to</source>
        <translation>Nouvelle adresse</translation>
    </message>
    <message>
        <source>Results of the bundled platforms saved to {path}, to be sent in.</source>
        <translation>Résultats des plateformes fournies enregistrés dans {path}, à transmettre.</translation>
    </message>
    <message>
        <source>Use the new address</source>
        <translation>Utiliser la nouvelle adresse</translation>
    </message>
    <message>
        <source>Results to send in</source>
        <translation>Résultats à transmettre</translation>
    </message>
    <message>
        <source>Moved to?</source>
        <translation>Nouvelle adresse ?</translation>
    </message>
    <message>
        <source>New address of {service} stored: {platform} is now one of your own platforms.</source>
        <translation>Nouvelle adresse ({service}) enregistrée : {platform} figure désormais parmi vos plateformes.</translation>
    </message>
    <message>
        <source>How well public sources support the address, whether or not it answers.</source>
        <translation>Niveau de fiabilité de l’adresse d’après les sources publiques, qu’elle réponde ou non.</translation>
    </message>
    <message>
        <source>Day on which the address was last checked. Empty: not checked.</source>
        <translation>Jour de la dernière vérification de l’adresse. Vide : non vérifiée.</translation>
    </message>
    <message>
        <source>Last day on which the address answered. Empty: no known answer.</source>
        <translation>Dernier jour où l’adresse a répondu. Vide : aucune réponse connue.</translation>
    </message>
    <message>
        <source>Send in…</source>
        <translation>Transmettre…</translation>
    </message>
    <message>
        <source>Save the results of the bundled platforms, to send them to the authors</source>
        <translation>Enregistrer les résultats des plateformes fournies, pour les transmettre aux auteurs</translation>
    </message>
    <message>
        <source>{alive} of {checked} services answers.</source>
        <translation>{alive} service sur {checked} répond.</translation>
    </message>
    <message>
        <source>{alive} of {checked} services answer.</source>
        <translation>{alive} services sur {checked} répondent.</translation>
    </message>
    <message>
        <source>{name} API</source>
        <translation>API {name}</translation>
    </message>
    <message>
        <source>none stated</source>
        <translation>non renseignés</translation>
    </message>
    <message>
        <source>Data platforms: {alive} of {checked} services answers</source>
        <translation>Plateformes de données : {alive} service sur {checked} répond</translation>
    </message>
    <message>
        <source>Data platforms: {alive} of {checked} services answer</source>
        <translation>Plateformes de données : {alive} services sur {checked} répondent</translation>
    </message>
    <message>
        <source>Map tips are on: hover over a region.</source>
        <translation>Infobulles activées : survolez une région.</translation>
    </message>
    <message>
        <source>€{amount} a year</source>
        <translation>{amount} € par an</translation>
    </message>
    <message>
        <source>{amount}%</source>
        <translation>{amount} %</translation>
    </message>
    <message>
        <source>between {first_day} and {last_day}</source>
        <translation>entre le {first_day} et le {last_day}</translation>
    </message>
    <message>
        <source>Check made {when}, supplied with the plugin: {summary}</source>
        <translation>Vérification effectuée {when}, fournie avec l’extension : {summary}</translation>
    </message>
    <message>
        <source>Earlier checks, made {when}: {summary}</source>
        <translation>Vérifications antérieures, effectuées {when} : {summary}</translation>
    </message>
</context>
</TS>
