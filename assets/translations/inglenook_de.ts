<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Inglenook</name>
    <message>
      <location filename="../../app/chat.py" />
      <source>The words that could have stood there were not kept with this answer.</source>
      <translation>Die Wörter, die dort hätten stehen können, wurden bei dieser Antwort nicht aufgehoben.</translation>
    </message>
    <message>
      <location filename="../../app/chat.py" />
      <source>Let the model answer again while they are shown.</source>
      <translation>Das Modell noch einmal antworten lassen, während sie angezeigt werden.</translation>
    </message>
    <message>
      <location filename="../../app/chat.py" />
      <source>This answer was written by {model}; another model cannot go on from its tokens.</source>
      <translation>Diese Antwort hat {model} geschrieben; ein anderes Modell kann an deren Token nicht anknüpfen.</translation>
    </message>
    <message>
      <location filename="../../app/chat.py" />
      <source>Choose that model, then try again.</source>
      <translation>Dieses Modell wählen, dann noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>{file} is a folder.</source>
      <translation>{file} ist ein Ordner.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>Choose the files in it.</source>
      <translation>Die Dateien darin auswählen.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <location filename="../../app/models/gguf.py" />
      <source>{file} is no file.</source>
      <translation>{file} ist keine Datei.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>Choose another one.</source>
      <translation>Eine andere wählen.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <location filename="../../app/documents/pdf.py" />
      <location filename="../../app/models/provenance.py" />
      <source>{file} cannot be read: {reason}.</source>
      <translation>{file} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>It may hold pictures of pages only.</source>
      <translation>Möglicherweise enthält sie nur Bilder von Seiten.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>There is no text in {file}.</source>
      <translation>In {file} steht kein Text.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>{file} is too large to be attached.</source>
      <translation>{file} ist zu groß zum Anhängen.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>Attach the part of it that matters.</source>
      <translation>Nur den Teil anhängen, auf den es ankommt.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>{file} is no text file.</source>
      <translation>{file} ist keine Textdatei.</translation>
    </message>
    <message>
      <location filename="../../app/documents/extract.py" />
      <source>Text, Markdown, code and PDF files can be attached.</source>
      <translation>Anhängen lassen sich Text, Markdown, Code und PDF-Dateien.</translation>
    </message>
    <message>
      <location filename="../../app/documents/pdf.py" />
      <source>{file} cannot be read: it is damaged or needs too much memory.</source>
      <translation>{file} kann nicht gelesen werden: Die Datei ist beschädigt oder braucht zu viel Speicher.</translation>
    </message>
    <message>
      <location filename="../../app/documents/pdf.py" />
      <source>Reading {file} took too long.</source>
      <translation>Das Lesen von {file} hat zu lange gedauert.</translation>
    </message>
    <message>
      <location filename="../../app/documents/pdf.py" />
      <source>Copy the text that matters instead.</source>
      <translation>Stattdessen den Text kopieren, auf den es ankommt.</translation>
    </message>
    <message>
      <location filename="../../app/documents/pdf.py" />
      <source>it is locked with a password</source>
      <translation>sie ist mit einem Passwort gesperrt</translation>
    </message>
    <message>
      <location filename="../../app/documents/pdf.py" />
      <source>it is encrypted in a way that is not supported</source>
      <translation>sie ist auf eine Weise verschlüsselt, die nicht unterstützt wird</translation>
    </message>
    <message>
      <location filename="../../app/documents/pdf.py" />
      <source>it is damaged</source>
      <translation>sie ist beschädigt</translation>
    </message>
    <message>
      <location filename="../../app/downloads/part.py" />
      <source>this drive cannot hold files over 4 GB</source>
      <translation>dieses Laufwerk nimmt keine Dateien über 4 GB auf</translation>
    </message>
    <message>
      <location filename="../../app/downloads/part.py" />
      <source>it shrank while it was read</source>
      <translation>sie ist beim Lesen kleiner geworden</translation>
    </message>
    <message>
      <location filename="../../app/engine/chat_template.py" />
      <source>This model's chat template does not show the model the user's message.</source>
      <translation>Die Chat-Vorlage dieses Modells zeigt dem Modell die Frage nicht.</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <source>No draft model is in use: the engine ended while {name} was loaded.</source>
      <translation>Kein Entwurfsmodell ist in Gebrauch: Die Rechenkomponente endete, während {name} geladen wurde.</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <source>The engine crashed with the graphics card, so the processor computes alone until Inglenook is started again.</source>
      <translation>Die Rechenkomponente stürzte mit der Grafikkarte ab, darum rechnet der Prozessor allein, bis Inglenook neu gestartet wird.</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <source>while loading the model</source>
      <translation>beim Laden des Modells</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <source>while reading the prompt</source>
      <translation>beim Lesen des Prompts</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <source>while writing the answer</source>
      <translation>beim Schreiben der Antwort</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <location filename="../../ui/settings/engine.py" />
      <source>No model is loaded.</source>
      <translation>Es ist kein Modell geladen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <location filename="../../app/engine/worker.py" />
      <source>Choose a model first.</source>
      <translation>Zuerst ein Modell wählen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <source>The model was unloaded {doing}.</source>
      <translation>Das Modell wurde {doing} entladen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/client.py" />
      <source>while counting tokens</source>
      <translation>beim Zählen der Token</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>The inference engine stopped {doing}: this processor lacks an instruction it needs.</source>
      <translation>Die Rechenkomponente hat {doing} angehalten: Diesem Prozessor fehlt ein Befehl, den sie braucht.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>The inference engine stopped {doing}: this processor lacks an instruction of the variant "{variant}" it needs.</source>
      <translation>Die Rechenkomponente hat {doing} angehalten: Diesem Prozessor fehlt ein Befehl, den die Variante „{variant}“ braucht.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>Try again: another variant is used where there is one.</source>
      <translation>Noch einmal versuchen: Wenn es eine andere Variante gibt, wird sie benutzt.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>It said: {detail}</source>
      <translation>Gemeldet wurde: {detail}</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>The inference engine crashed {doing} ({exit}).</source>
      <translation>Die Rechenkomponente ist {doing} abgestürzt ({exit}).</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>Try again. If it happens again, the model file may be damaged: download it anew or use another.</source>
      <translation>Noch einmal versuchen. Geschieht es wieder, ist die Modelldatei vielleicht beschädigt: Dann neu herunterladen oder eine andere benutzen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>The inference engine ended unexpectedly {doing} ({exit}).</source>
      <translation>Die Rechenkomponente ist {doing} unerwartet zu Ende gegangen ({exit}).</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>Try again; it starts anew by itself.</source>
      <translation>Noch einmal versuchen; sie startet von selbst neu.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>The inference engine was ended by the system or by another program {doing}.</source>
      <translation>Die Rechenkomponente wurde {doing} vom System oder von einem anderen Programm beendet.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>Try again; it starts anew by itself. If it happens again, close other programs or use a smaller model.</source>
      <translation>Noch einmal versuchen; sie startet von selbst neu. Wenn es wieder geschieht, andere Programme schließen oder ein kleineres Modell benutzen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>The inference engine was ended by the system {doing}, most likely because memory ran out.</source>
      <translation>Die Rechenkomponente wurde {doing} vom System beendet, wahrscheinlich weil der Speicher nicht reichte.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>The inference engine was ended by the system {doing}, because memory ran out.</source>
      <translation>Die Rechenkomponente wurde {doing} vom System beendet, weil der Speicher nicht reichte.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>Close other programs, choose a smaller context length, or use a smaller model.</source>
      <translation>Andere Programme schließen, eine kleinere Kontextlänge wählen oder ein kleineres Modell benutzen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>The model file {name} was changed on the disk {doing}.</source>
      <translation>Die Modelldatei {name} wurde {doing} auf dem Laufwerk geändert.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>Try again: it is loaded anew. If that fails, the file is damaged: download it again.</source>
      <translation>Noch einmal versuchen: Sie wird neu geladen. Scheitert das, ist die Datei beschädigt: Dann noch einmal herunterladen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>no exit status</source>
      <translation>kein Endstatus</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>signal {number}</source>
      <translation>Signal {number}</translation>
    </message>
    <message>
      <location filename="../../app/engine/death.py" />
      <source>exit status {number}</source>
      <translation>Endstatus {number}</translation>
    </message>
    <message>
      <location filename="../../app/engine/drafter.py" />
      <source>{name} cannot forget a wrong guess, so no other model guesses for it.</source>
      <translation>{name} kann Falsches nicht wieder vergessen, darum rät kein anderes Modell für es voraus.</translation>
    </message>
    <message>
      <location filename="../../app/engine/drafter.py" />
      <location filename="../../app/models/draft_models.py" />
      <source>No draft model is in use: {reason}</source>
      <translation>Kein Entwurfsmodell ist in Gebrauch: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/engine/drafter.py" />
      <source>{name} cannot forget a wrong guess, so it is no draft model.</source>
      <translation>{name} kann Falsches nicht wieder vergessen, darum taugt es nicht als Entwurfsmodell.</translation>
    </message>
    <message>
      <location filename="../../app/engine/llama.py" />
      <source>The inference library is missing from this installation.</source>
      <translation>In dieser Installation fehlt die Bibliothek, die Modelle ausführt.</translation>
    </message>
    <message>
      <location filename="../../app/engine/llama.py" />
      <location filename="../../app/models/catalog.py" />
      <source>Install Inglenook again.</source>
      <translation>Inglenook neu installieren.</translation>
    </message>
    <message>
      <location filename="../../app/engine/llama.py" />
      <source>No part of the inference library runs on this computer's processor.</source>
      <translation>Kein Teil der Bibliothek, die Modelle ausführt, läuft auf dem Prozessor dieses Computers.</translation>
    </message>
    <message>
      <location filename="../../app/engine/llama.py" />
      <source>Install Inglenook again on this computer.</source>
      <translation>Inglenook auf diesem Computer neu installieren.</translation>
    </message>
    <message>
      <location filename="../../app/engine/llama.py" />
      <source>llama.cpp gave no reason</source>
      <translation>llama.cpp nennt keinen Grund</translation>
    </message>
    <message>
      <location filename="../../app/engine/loading.py" />
      <source>The graphics card had no room for this model, so the processor computes alone.</source>
      <translation>Die Grafikkarte hatte keinen Platz für dieses Modell; der Prozessor rechnet allein.</translation>
    </message>
    <message>
      <location filename="../../app/engine/loading.py" />
      <source>The graphics card had no room for {wanted} layers of this model, so it computes {layers}.</source>
      <translation>Die Grafikkarte hatte keinen Platz für {wanted} Schichten dieses Modells; sie rechnet {layers}.</translation>
    </message>
    <message>
      <location filename="../../app/engine/loading.py" />
      <source>only {free} MB are free</source>
      <translation>nur {free} MB sind frei</translation>
    </message>
    <message>
      <location filename="../../app/engine/loading.py" />
      <source>The model {file} cannot be loaded: {reason}.</source>
      <translation>Das Modell {file} kann nicht geladen werden: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/engine/loading.py" />
      <source>The file may be damaged or made for another version; download it again or choose another model.</source>
      <translation>Die Datei ist vielleicht beschädigt oder für eine andere Version gemacht; neu herunterladen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/loading.py" />
      <source>There is not enough memory for a context of {length} tokens (about {needed} MB besides the model): {reason}.</source>
      <translation>Der Speicher reicht nicht für einen Kontext von {length} Token (etwa {needed} MB zusätzlich zum Modell): {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/engine/loading.py" />
      <source>Choose a smaller context length or a smaller model.</source>
      <translation>Eine kleinere Kontextlänge oder ein kleineres Modell wählen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/model.py" />
      <source>The model's context is full.</source>
      <translation>Der Kontext des Modells ist voll.</translation>
    </message>
    <message>
      <location filename="../../app/engine/model.py" />
      <source>Start a new conversation.</source>
      <translation>Eine neue Unterhaltung beginnen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/model.py" />
      <source>The model failed while computing: {reason}.</source>
      <translation>Das Modell ist beim Rechnen gescheitert: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/engine/model.py" />
      <source>Try again; if it happens again, choose a smaller context length or another model.</source>
      <translation>Noch einmal versuchen; geschieht es wieder, eine kleinere Kontextlänge oder ein anderes Modell wählen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/overlong.py" />
      <source>The question and its answer so far take {tokens} tokens; this model's context of {length} has no room to go on.</source>
      <translation>Die Frage und ihre bisherige Antwort brauchen {tokens} Token; der Kontext dieses Modells von {length} hat keinen Platz, um weiterzuschreiben.</translation>
    </message>
    <message>
      <location filename="../../app/engine/overlong.py" />
      <source>Ask for the rest in a new message, or choose a greater context length in the settings.</source>
      <translation>In einer neuen Nachricht nach dem Rest fragen oder in den Einstellungen eine größere Kontextlänge wählen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/overlong.py" />
      <source>Your message and what is pinned take {tokens} tokens, more than this model's context of {length} has room for.</source>
      <translation>Die Nachricht und was angeheftet ist, brauchen {tokens} Token, mehr, als im Kontext dieses Modells von {length} Platz hat.</translation>
    </message>
    <message>
      <location filename="../../app/engine/overlong.py" />
      <source>Unpin a message, shorten the text, or choose a greater context length in the settings.</source>
      <translation>Eine Nachricht lösen, den Text kürzen oder in den Einstellungen eine größere Kontextlänge wählen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/overlong.py" />
      <source>Your message and the system prompt take {tokens} tokens, more than this model's context of {length} has room for.</source>
      <translation>Die Nachricht und der System-Prompt brauchen {tokens} Token, mehr, als im Kontext dieses Modells von {length} Platz hat.</translation>
    </message>
    <message>
      <location filename="../../app/engine/overlong.py" />
      <source>Your message takes {tokens} tokens, more than this model's context of {length} has room for.</source>
      <translation>Die Nachricht braucht {tokens} Token, mehr, als im Kontext dieses Modells von {length} Platz hat.</translation>
    </message>
    <message>
      <location filename="../../app/engine/overlong.py" />
      <source>Shorten the text, or choose a greater context length in the settings.</source>
      <translation>Den Text kürzen oder in den Einstellungen eine größere Kontextlänge wählen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/reply.py" />
      <source>The beginning of this answer is not in this model's tokens.</source>
      <translation>Der Anfang dieser Antwort besteht nicht aus Token dieses Modells.</translation>
    </message>
    <message>
      <location filename="../../app/engine/reply.py" />
      <source>Choose the model that wrote it, or let this one answer anew.</source>
      <translation>Das Modell wählen, das sie geschrieben hat, oder dieses neu antworten lassen.</translation>
    </message>
    <message>
      <location filename="../../app/engine/templates.py" />
      <source>This model's chat template did not come to an end.</source>
      <translation>Die Chat-Vorlage dieses Modells kam zu keinem Ende.</translation>
    </message>
    <message>
      <location filename="../../app/engine/templates.py" />
      <source>This model's chat template used too much memory.</source>
      <translation>Die Chat-Vorlage dieses Modells brauchte zu viel Speicher.</translation>
    </message>
    <message>
      <location filename="../../app/engine/templates.py" />
      <source>This model's chat template used too much time or memory.</source>
      <translation>Die Chat-Vorlage dieses Modells brauchte zu viel Zeit oder Speicher.</translation>
    </message>
    <message>
      <location filename="../../app/engine/templates.py" />
      <source>This model's chat template could not be run, for this computer is too busy.</source>
      <translation>Die Chat-Vorlage dieses Modells kam nicht zum Zug, denn dieser Computer ist zu beschäftigt.</translation>
    </message>
    <message>
      <location filename="../../app/engine/templates.py" />
      <source>This model's chat template refused the conversation: {reason}</source>
      <translation>Die Chat-Vorlage dieses Modells lehnt die Unterhaltung ab: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/engine/templates.py" />
      <source>This model's chat template has an error in line {line}: {reason}</source>
      <translation>Die Chat-Vorlage dieses Modells hat einen Fehler in Zeile {line}: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/engine/templates.py" />
      <source>This model's chat template failed: {reason}</source>
      <translation>Die Chat-Vorlage dieses Modells ist gescheitert: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/engine/worker.py" />
      <source>No model is loaded yet.</source>
      <translation>Es ist noch kein Modell geladen.</translation>
    </message>
    <message>
      <location filename="../../app/exchange/chatgpt.py" />
      <location filename="../../app/exchange/portable.py" />
      <source>a conversation</source>
      <translation>eine Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../app/exchange/export.py" />
      <location filename="../../app/exchange/markdown.py" />
      <location filename="../../ui/chat/transcript.py" />
      <location filename="../../ui/insight/totals_view.py" />
      <location filename="../../ui/printing.py" />
      <source>Conversation</source>
      <translation>Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>{what} is not written as an object</source>
      <translation>{what} ist nicht als Objekt geschrieben</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>{what} has no “{name}”</source>
      <translation>in „{what}“ fehlt „{name}“</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>a text</source>
      <translation>ein Text</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>a list</source>
      <translation>eine Liste</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>an object</source>
      <translation>ein Objekt</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>true or false</source>
      <translation>wahr oder falsch</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>one of {allowed}</source>
      <translation>eines von {allowed}</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>a whole number from 0 on</source>
      <translation>eine ganze Zahl ab 0</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>a list of whole numbers</source>
      <translation>eine Liste ganzer Zahlen</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>a number from 0 on</source>
      <translation>eine Zahl ab 0</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>a time in seconds since 1970</source>
      <translation>eine Zeit in Sekunden seit 1970</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>the place of an earlier message</source>
      <translation>die Stelle einer früheren Nachricht</translation>
    </message>
    <message>
      <location filename="../../app/exchange/fields.py" />
      <source>“{name}” of {what} is not {expected}</source>
      <translation>„{name}“ ({what}) müsste {expected} sein</translation>
    </message>
    <message>
      <location filename="../../app/exchange/foreign.py" />
      <source>the title of a conversation is not a text</source>
      <translation>der Titel einer Unterhaltung ist kein Text</translation>
    </message>
    <message>
      <location filename="../../app/exchange/foreign.py" />
      <source>the time of a message is not a number</source>
      <translation>die Zeit einer Nachricht ist keine Zahl</translation>
    </message>
    <message>
      <location filename="../../app/exchange/foreign.py" />
      <source>the time of a message is out of range</source>
      <translation>die Zeit einer Nachricht liegt außerhalb des Möglichen</translation>
    </message>
    <message>
      <location filename="../../app/exchange/lm_studio.py" />
      <source>the conversation</source>
      <translation>die Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>January</source>
      <translation>Januar</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>February</source>
      <translation>Februar</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>March</source>
      <translation>März</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>April</source>
      <translation>April</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>May</source>
      <translation>Mai</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>June</source>
      <translation>Juni</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>July</source>
      <translation>Juli</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>August</source>
      <translation>August</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>September</source>
      <translation>September</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>October</source>
      <translation>Oktober</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>November</source>
      <translation>November</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>December</source>
      <translation>Dezember</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/made_with.py" />
      <location filename="../../ui/chat/options.py" />
      <location filename="../../ui/chat/sent_dialog.py" />
      <location filename="../../ui/settings/presets.py" />
      <source>System prompt</source>
      <translation>System-Prompt</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>Other versions</source>
      <translation>Andere Fassungen</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>At the beginning</source>
      <translation>Am Anfang</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>After {message}</source>
      <translation>Nach {message}</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>You</source>
      <translation>Ich</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <location filename="../../ui/chat/answer_details.py" />
      <source>Answer</source>
      <translation>Antwort</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <location filename="../../ui/models/wording.py" />
      <source>Reasoning</source>
      <translation>Nachdenken</translation>
    </message>
    <message>
      <location filename="../../app/exchange/markdown.py" />
      <source>{day} {month} {year}</source>
      <comment>a day, written out</comment>
      <translation>{day}. {month} {year}</translation>
    </message>
    <message>
      <location filename="../../app/exchange/portable.py" />
      <source>the forecast of {what}</source>
      <translation>die Vorhersage ({what})</translation>
    </message>
    <message>
      <location filename="../../app/exchange/portable.py" />
      <source>the statistics of {what}</source>
      <translation>die Statistik ({what})</translation>
    </message>
    <message>
      <location filename="../../app/exchange/portable.py" />
      <source>the pace of {what}</source>
      <translation>das Tempo ({what})</translation>
    </message>
    <message>
      <location filename="../../app/exchange/portable.py" />
      <source>an attachment</source>
      <translation>ein Anhang</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>there is no conversation in it</source>
      <translation>sie enthält keine Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>{file} cannot be imported: {error}.</source>
      <translation>{file} kann nicht importiert werden: {error}.</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>Nothing was changed.</source>
      <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>{path} cannot be read: {reason}.</source>
      <translation>{path} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>Choose another file.</source>
      <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>it is no file</source>
      <translation>es ist keine Datei</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>there is no conversations.json in it</source>
      <translation>sie enthält keine conversations.json</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>the zip file is damaged or locked with a password</source>
      <translation>die Zip-Datei ist beschädigt oder mit einem Passwort gesperrt</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>it is larger than {size} MB</source>
      <translation>sie ist größer als {size} MB</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>it is no text</source>
      <translation>es ist kein Text</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>its parts are nested too deeply</source>
      <translation>ihre Teile sind zu tief verschachtelt</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>it is no whole JSON file: it cannot be read from line {line} on</source>
      <translation>es ist keine vollständige JSON-Datei: Ab Zeile {line} kann sie nicht gelesen werden</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>it has a number that is none</source>
      <translation>sie enthält eine Zahl, die keine ist</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>the file</source>
      <translation>die Datei</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>it was written by a newer version of Inglenook</source>
      <translation>sie wurde von einer neueren Version von Inglenook geschrieben</translation>
    </message>
    <message>
      <location filename="../../app/exchange/reading.py" />
      <source>it is neither Inglenook's, nor ChatGPT's, nor LM Studio's</source>
      <translation>sie stammt weder von Inglenook noch von ChatGPT noch von LM Studio</translation>
    </message>
    <message>
      <location filename="../../app/formula_process.py" />
      <source>This formula is too long to be drawn.</source>
      <translation>Diese Formel ist zu lang, um gezeichnet zu werden.</translation>
    </message>
    <message>
      <location filename="../../app/formula_process.py" />
      <source>This formula takes too much to be drawn.</source>
      <translation>Diese Formel ist zu aufwendig, um gezeichnet zu werden.</translation>
    </message>
    <message>
      <location filename="../../app/formula_process.py" />
      <source>Formulas cannot be drawn now: this computer is too busy.</source>
      <translation>Formeln können gerade nicht gezeichnet werden: Dieser Computer ist zu beschäftigt.</translation>
    </message>
    <message>
      <location filename="../../app/formula_process.py" />
      <source>This formula could not be drawn: it is not complete, or not TeX as it is known here.</source>
      <translation>Diese Formel konnte nicht gezeichnet werden: Sie ist unvollständig oder kein TeX, wie es hier bekannt ist.</translation>
    </message>
    <message>
      <location filename="../../app/formula_process.py" />
      <location filename="../../ui/chat/formulas.py" />
      <source>This formula could not be drawn.</source>
      <translation>Diese Formel konnte nicht gezeichnet werden.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>“{given}” is not a repository on Hugging Face.</source>
      <translation>„{given}“ ist kein Repository auf Hugging Face.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>Give it as org/name, or paste its link from huggingface.co.</source>
      <translation>Als org/name angeben oder den Link von huggingface.co einfügen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>An older format, about as large as the usual Q4_K_M, and a little less exact.</source>
      <translation>Ein älteres Format, etwa so groß wie das übliche Q4_K_M und etwas weniger genau.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>A little smaller than the usual Q4_K_M, and a little less exact.</source>
      <translation>Etwas kleiner als das übliche Q4_K_M und etwas weniger genau.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>Squeezed hard: it fits where nothing else does, and makes clearly more mistakes.</source>
      <translation>Stark zusammengedrückt: Es passt, wo sonst nichts passt, und macht deutlich mehr Fehler.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>Small, with some loss: for computers that have no room for the balanced one.</source>
      <translation>Klein, mit etwas Verlust: für Computer, auf denen für das ausgewogene kein Platz ist.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>The usual choice: a third of the full size and nearly its quality.</source>
      <translation>Die übliche Wahl: ein Drittel der vollen Größe und fast deren Güte.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>A little larger and a little closer to the full model.</source>
      <translation>Etwas größer und etwas näher am vollen Modell.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>Close to the full model; rarely worth the room over the balanced one.</source>
      <translation>Nahe am vollen Modell; selten den Platz wert, den es mehr braucht als das ausgewogene.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>Practically as good as the full model, at half its size.</source>
      <translation>Praktisch so gut wie das volle Modell, bei halber Größe.</translation>
    </message>
    <message>
      <location filename="../../app/hub/names.py" />
      <source>The full model as it was published: far larger, for no better answers that you would notice.</source>
      <translation>Das volle Modell, wie es veröffentlicht wurde: weit größer, ohne merklich bessere Antworten.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>No connection to Hugging Face. The download goes on by itself when the network is back.</source>
      <translation>Keine Verbindung zu Hugging Face. Der Download geht von selbst weiter, wenn das Netz wieder da ist.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>There is no connection to Hugging Face.</source>
      <translation>Es gibt keine Verbindung zu Hugging Face.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Check the network, then try again.</source>
      <translation>Das Netz prüfen, dann noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Inglenook is offline. The download goes on when Offline is switched off in Settings.</source>
      <translation>Inglenook ist offline. Der Download geht weiter, wenn Offline in den Einstellungen ausgeschaltet wird.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Inglenook is offline: nothing is searched or downloaded.</source>
      <translation>Inglenook ist offline: Es wird nichts gesucht und nichts heruntergeladen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Switch Offline off in Settings.</source>
      <translation>Offline in den Einstellungen ausschalten.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Inglenook was started with --offline: nothing is searched or downloaded.</source>
      <translation>Inglenook wurde mit --offline gestartet: Es wird nichts gesucht und nichts heruntergeladen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Start it without --offline.</source>
      <translation>Ohne --offline starten.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The connection broke. Trying again; nothing already downloaded is lost.</source>
      <translation>Die Verbindung ist abgerissen. Es wird wieder versucht; nichts Heruntergeladenes ist verloren.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The connection to Hugging Face broke.</source>
      <translation>Die Verbindung zu Hugging Face ist abgerissen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Try again.</source>
      <translation>Noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The server stopped answering. Trying again; nothing already downloaded is lost.</source>
      <translation>Der Server antwortet nicht mehr. Es wird wieder versucht; nichts Heruntergeladenes ist verloren.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Hugging Face does not answer.</source>
      <translation>Hugging Face antwortet nicht.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Try again in a moment.</source>
      <translation>In einem Moment noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Hugging Face has a problem right now (error {status}). Trying again in a moment.</source>
      <translation>Hugging Face hat gerade ein Problem (Fehler {status}). Gleich wird es wieder versucht.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Hugging Face has a problem right now (error {status}).</source>
      <translation>Hugging Face hat gerade ein Problem (Fehler {status}).</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The server's answer did not fit this file. Trying again; nothing already downloaded is lost.</source>
      <translation>Die Antwort des Servers passte nicht zu dieser Datei. Es wird wieder versucht; nichts Heruntergeladenes ist verloren.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The answer from Hugging Face could not be understood.</source>
      <translation>Die Antwort von Hugging Face war nicht zu verstehen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>A sign-in page of the network, or a proxy, may be in the way.</source>
      <translation>Vielleicht ist eine Anmeldeseite des Netzes oder ein Proxy im Weg.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Hugging Face asks us to wait {wait} s before the next request. The download goes on by itself.</source>
      <translation>Hugging Face bittet, mit der nächsten Anfrage {wait} s zu warten. Der Download geht von selbst weiter.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Hugging Face asks us to wait {wait} s before the next request.</source>
      <translation>Hugging Face bittet, mit der nächsten Anfrage {wait} s zu warten.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Try again then.</source>
      <translation>Danach noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>{repo} is handed out on request: accept its terms on huggingface.co/{repo}, then enter an access token of that account in Settings.</source>
      <translation>{repo} gibt es auf Anfrage: Die Bedingungen auf huggingface.co/{repo} annehmen, dann in den Einstellungen ein Zugriffstoken dieses Kontos eintragen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>{repo} does not exist, is private, or the access token in Settings is wrong.</source>
      <translation>{repo} gibt es nicht, es ist privat, oder das Zugriffstoken in den Einstellungen ist falsch.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>{repo} does not exist or is private. If it is yours, enter an access token in Settings.</source>
      <translation>{repo} gibt es nicht, oder es ist privat. Für ein eigenes in den Einstellungen ein Zugriffstoken eintragen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>This file is no longer on Hugging Face ({repo}).</source>
      <translation>Diese Datei ist nicht mehr auf Hugging Face ({repo}).</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The server refused the download (error {status}).</source>
      <translation>Der Server hat den Download abgelehnt (Fehler {status}).</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The server refused the request (error {status}).</source>
      <translation>Der Server hat die Anfrage abgelehnt (Fehler {status}).</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The file on Hugging Face is not the one this download began with. Start it again to get the new version.</source>
      <translation>Die Datei auf Hugging Face ist nicht mehr die, mit der dieser Download begann. Für die neue Fassung noch einmal starten.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>What arrived is not a GGUF model. A sign-in page of the network, or a proxy, may be in the way.</source>
      <translation>Was ankam, ist kein GGUF-Modell. Vielleicht ist eine Anmeldeseite des Netzes oder ein Proxy im Weg.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The downloaded file is damaged (its SHA-256 is wrong) and was thrown away. Download it again.</source>
      <translation>Die heruntergeladene Datei ist beschädigt (ihr SHA-256 stimmt nicht) und wurde verworfen. Noch einmal herunterladen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The secure connection to Hugging Face could not be verified. A proxy or a wrong clock may be the cause.</source>
      <translation>Die sichere Verbindung zu Hugging Face ließ sich nicht prüfen. Ein Proxy oder eine falsch gehende Uhr kann der Grund sein.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The network's proxy refused the connection.</source>
      <translation>Der Proxy des Netzes hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Not enough disk space: {need} needed, some of it for other programs; {free} free in {where}. Make room there, or choose another folder for models in Settings.</source>
      <translation>Zu wenig Platz auf dem Laufwerk: {need} nötig, ein Teil davon für andere Programme; {free} frei in {where}. Dort Platz schaffen oder in den Einstellungen einen anderen Ordner für Modelle wählen.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The disk is full. Make room, then try again; nothing already downloaded is lost.</source>
      <translation>Das Laufwerk ist voll. Platz schaffen, dann noch einmal versuchen; nichts Heruntergeladenes ist verloren.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>The file could not be written to {where}: {why}.</source>
      <translation>Die Datei konnte nicht nach {where} geschrieben werden: {why}.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Another window is already downloading this model.</source>
      <translation>Ein anderes Fenster lädt dieses Modell schon herunter.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Files over 50 GB are offered only over the Xet protocol, which this app does not use.</source>
      <translation>Dateien über 50 GB gibt es nur über das Xet-Protokoll, das dieses Programm nicht benutzt.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>This repository names a file in a way that is not safe to write: {name}.</source>
      <translation>Dieses Repository nennt eine Datei so, dass sie nicht sicher zu schreiben ist: {name}.</translation>
    </message>
    <message>
      <location filename="../../app/hub/problems.py" />
      <source>Hugging Face gives no checksum for {name}, so a damaged download could not be noticed.</source>
      <translation>Hugging Face nennt für {name} keine Prüfsumme; ein beschädigter Download fiele also nicht auf.</translation>
    </message>
    <message>
      <location filename="../../app/hub/repository.py" />
      <source>This repository holds no GGUF model. Look for one of the same name that ends in -GGUF.</source>
      <translation>Dieses Repository enthält kein GGUF-Modell. Nach einem gleichen Namens suchen, das auf -GGUF endet.</translation>
    </message>
    <message>
      <location filename="../../app/hub/repository.py" />
      <source>This is not a model for chat: its kind is "{architecture}".</source>
      <translation>Das ist kein Modell zum Chatten: Seine Art ist „{architecture}“.</translation>
    </message>
    <message>
      <location filename="../../app/hub/repository.py" />
      <source>This version of Inglenook does not know this kind of model: "{architecture}".</source>
      <translation>Diese Version von Inglenook kennt diese Art von Modell nicht: „{architecture}“.</translation>
    </message>
    <message>
      <location filename="../../app/hub/repository.py" />
      <source>Only {there} of its {count} parts are in the repository.</source>
      <translation>Nur {there} seiner {count} Teile sind im Repository.</translation>
    </message>
    <message>
      <location filename="../../app/hub/transport.py" />
      <source>{variable} is not an address of a server: {endpoint}.</source>
      <translation>{variable} ist keine Adresse eines Servers: {endpoint}.</translation>
    </message>
    <message>
      <location filename="../../app/hub/transport.py" />
      <source>Unset it, or give it as https://example.org.</source>
      <translation>Nicht setzen oder in der Form https://example.org angeben.</translation>
    </message>
    <message>
      <location filename="../../app/insight/proof.py" />
      <source>The model's file {file} cannot be read.</source>
      <translation>Die Datei des Modells, {file}, kann nicht gelesen werden.</translation>
    </message>
    <message>
      <location filename="../../app/machine/before_loading.py" />
      <source>{name} needs about {needed} of memory, and {free} are free: loading it now would make this computer very slow, as the system has to put memory on the disk.</source>
      <translation>{name} braucht etwa {needed} Speicher, und {free} sind frei: Würde es jetzt geladen, würde dieser Computer sehr langsam, weil das System Speicher auf das Laufwerk auslagern muss.</translation>
    </message>
    <message>
      <location filename="../../app/machine/before_loading.py" />
      <source>A context of {count} tokens would fit.</source>
      <translation>Ein Kontext von {count} Token würde passen.</translation>
    </message>
    <message>
      <location filename="../../app/machine/before_loading.py" />
      <source>So would this one with its KV cache in half the memory.</source>
      <translation>Dieser auch, wenn sein KV-Cache nur den halben Speicher nimmt.</translation>
    </message>
    <message>
      <location filename="../../app/machine/before_loading.py" />
      <source>Closing other programs, or a smaller model, helps too.</source>
      <translation>Auch andere Programme zu schließen oder ein kleineres Modell hilft.</translation>
    </message>
    <message>
      <location filename="../../app/machine/engine_trial.py" />
      <source>The engine crashed with the graphics card when its parts were compared, so the processor computes alone.</source>
      <translation>Die Rechenkomponente stürzte mit der Grafikkarte ab, als ihre Teile verglichen wurden, darum rechnet der Prozessor allein.</translation>
    </message>
    <message>
      <location filename="../../app/machine/engine_trial.py" />
      <source>The graphics card computed wrongly when the engine's parts were compared, so the processor computes alone.</source>
      <translation>Die Grafikkarte rechnete falsch, als die Teile der Rechenkomponente verglichen wurden, darum rechnet der Prozessor allein.</translation>
    </message>
    <message>
      <location filename="../../app/machine/engine_trial.py" />
      <source>The processor computes alone: it is faster here than with the graphics card.</source>
      <translation>Der Prozessor rechnet allein: Er ist hier schneller als mit der Grafikkarte.</translation>
    </message>
    <message>
      <location filename="../../app/machine/fit.py" />
      <source>About {size}</source>
      <translation>Etwa {size}</translation>
    </message>
    <message>
      <location filename="../../app/machine/fit.py" />
      <source>{needed} needed; this computer has {total} of memory.</source>
      <translation>{needed} nötig; dieser Computer hat {total} Speicher.</translation>
    </message>
    <message>
      <location filename="../../app/machine/fit.py" />
      <source>{needed} of your {total} of graphics memory</source>
      <translation>{needed} von {total} Grafikspeicher</translation>
    </message>
    <message>
      <location filename="../../app/machine/fit.py" />
      <source>{needed} of your {total} of memory</source>
      <translation>{needed} von {total} Speicher</translation>
    </message>
    <message>
      <location filename="../../app/machine/fit.py" />
      <source>{there}, with a context of {length} tokens. The graphics card takes {size} more.</source>
      <translation>{there}, mit einem Kontext von {length} Token. Die Grafikkarte nimmt weitere {size} auf.</translation>
    </message>
    <message>
      <location filename="../../app/machine/fit.py" />
      <source>{there}, with a context of {length} tokens.</source>
      <translation>{there}, mit einem Kontext von {length} Token.</translation>
    </message>
    <message>
      <location filename="../../app/machine/fit.py" />
      <source>{there}, of which {free} are free now: close other programs first.</source>
      <translation>{there}, davon sind jetzt {free} frei: zuerst andere Programme schließen.</translation>
    </message>
    <message>
      <location filename="../../app/machine/fit.py" />
      <source>{there}, of which {free} are free now, too little for this and the system: close other programs first.</source>
      <translation>{there}, davon sind jetzt {free} frei, zu wenig hierfür und für das System: zuerst andere Programme schließen.</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>a twentieth</source>
      <translation>ein Zwanzigstel</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>a tenth</source>
      <translation>ein Zehntel</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>a fifth</source>
      <translation>ein Fünftel</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>a quarter</source>
      <translation>ein Viertel</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>a third</source>
      <translation>ein Drittel</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>half</source>
      <translation>die Hälfte</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>two thirds</source>
      <translation>zwei Drittel</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>The first word usually comes when it is foretold, seen over {count} answers.</source>
      <translation>Das erste Wort kommt meist dann, wann es vorhergesagt ist, gesehen an {count} Antworten.</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>The forecast of the first word is usually off by about {share}, seen over {count} answers.</source>
      <translation>Die Vorhersage für das erste Wort liegt meist um etwa {share} daneben, gesehen an {count} Antworten.</translation>
    </message>
    <message>
      <location filename="../../app/machine/forecast.py" />
      <source>The forecast of the first word is usually far off, seen over {count} answers.</source>
      <translation>Die Vorhersage für das erste Wort liegt meist weit daneben, gesehen an {count} Antworten.</translation>
    </message>
    <message>
      <location filename="../../app/machine/measure.py" />
      <source>There is no room in {folder} to measure the speed of this computer.</source>
      <translation>In {folder} ist kein Platz, um die Geschwindigkeit dieses Computers zu messen.</translation>
    </message>
    <message>
      <location filename="../../app/machine/measure.py" />
      <source>The speed of this computer was not measured: {reason}.</source>
      <translation>Die Geschwindigkeit dieses Computers wurde nicht gemessen: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/machine/offload.py" />
      <source>The processor computes alone.</source>
      <translation>Der Prozessor rechnet allein.</translation>
    </message>
    <message>
      <location filename="../../app/machine/offload.py" />
      <source>All {count} layers of the model are on the graphics card.</source>
      <translation>Alle {count} Schichten des Modells sind auf der Grafikkarte.</translation>
    </message>
    <message>
      <location filename="../../app/machine/offload.py" />
      <source>{layers} of {count} layers of the model are on the graphics card, the others with the processor.</source>
      <translation>{layers} von {count} Schichten des Modells sind auf der Grafikkarte, die anderen beim Prozessor.</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>Runs well</source>
      <translation>Läuft gut</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>Fits</source>
      <translation>Passt</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>Slow</source>
      <translation>Langsam</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>Tight</source>
      <translation>Knapp</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>Does not fit</source>
      <translation>Passt nicht</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>It reads long messages slowly.</source>
      <translation>Es liest lange Nachrichten langsam.</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>It writes more slowly than people read.</source>
      <translation>Es schreibt langsamer, als man liest.</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>It writes at least as fast as people read.</source>
      <translation>Es schreibt mindestens so schnell, wie man liest.</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>Measured with its own answers: {speed}.</source>
      <translation>An eigenen Antworten gemessen: {speed}.</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>Predicted for this computer: {speed}.</source>
      <translation>Für diesen Computer vorhergesagt: {speed}.</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>{memory} of graphics memory</source>
      <translation>{memory} Grafikspeicher</translation>
    </message>
    <message>
      <location filename="../../app/machine/outlook.py" />
      <source>{needed} of your {total}</source>
      <translation>{needed} von {total}</translation>
    </message>
    <message>
      <location filename="../../app/machine/speed.py" />
      <source>more than {number} words a second</source>
      <translation>mehr als {number} Wörter in der Sekunde</translation>
    </message>
    <message>
      <location filename="../../app/machine/speed.py" />
      <source>{number} words a second</source>
      <translation>{number} Wörter in der Sekunde</translation>
    </message>
    <message>
      <location filename="../../app/machine/speed.py" />
      <source>about {number} words a second</source>
      <translation>etwa {number} Wörter in der Sekunde</translation>
    </message>
    <message>
      <location filename="../../app/machine/speed.py" />
      <source>a page read in {time}</source>
      <translation>eine Seite gelesen in {time}</translation>
    </message>
    <message>
      <location filename="../../app/machine/speed.py" />
      <source>less than 1 s</source>
      <translation>weniger als 1 s</translation>
    </message>
    <message>
      <location filename="../../app/machine/speed.py" />
      <location filename="../../ui/chat/progress.py" />
      <location filename="../../ui/chat/row.py" />
      <location filename="../../ui/formats.py" />
      <location filename="../../ui/network/rows.py" />
      <source>{count} s</source>
      <translation>{count} s</translation>
    </message>
    <message>
      <location filename="../../app/machine/speed.py" />
      <source>{count} min</source>
      <translation>{count} min</translation>
    </message>
    <message>
      <location filename="../../app/machine/speed.py" />
      <source>{count} h</source>
      <translation>{count} h</translation>
    </message>
    <message>
      <location filename="../../app/machine/variant_answers.py" />
      <source>It did not answer in time.</source>
      <translation>Er hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
      <location filename="../../app/machine/variants.py" />
      <source>The engine was not tried: {reason}.</source>
      <translation>Die Rechenkomponente wurde nicht erprobt: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/making.py" />
      <source>This answer was not made in one go: it was continued, corrected or ended by a failure.</source>
      <translation>Diese Antwort entstand nicht in einem Zug: Sie wurde fortgesetzt, berichtigt oder von einem Fehler beendet.</translation>
    </message>
    <message>
      <location filename="../../app/making.py" />
      <source>Answer the question again; that answer can be reproduced.</source>
      <translation>Die Frage noch einmal beantworten lassen; jene Antwort lässt sich wiederholen.</translation>
    </message>
    <message>
      <location filename="../../app/making.py" />
      <source>The seed of this answer was not kept, for it was made by an older version of Inglenook.</source>
      <translation>Der Startwert dieser Antwort wurde nicht aufgehoben, denn sie stammt von einer älteren Version von Inglenook.</translation>
    </message>
    <message>
      <location filename="../../app/models/catalog.py" />
      <source>The list of recommended models is missing from this installation.</source>
      <translation>In dieser Installation fehlt die Liste der empfohlenen Modelle.</translation>
    </message>
    <message>
      <location filename="../../app/models/draft_models.py" />
      <source>{draft} cannot guess for {model}: they do not have the same vocabulary.</source>
      <translation>{draft} kann für {model} nicht raten: Sie haben nicht dasselbe Vokabular.</translation>
    </message>
    <message>
      <location filename="../../app/models/draft_models.py" />
      <source>{draft} is not much smaller than {model}, so its guesses would gain nothing.</source>
      <translation>{draft} ist nicht viel kleiner als {model}; mit Raten wäre nichts gewonnen.</translation>
    </message>
    <message>
      <location filename="../../app/models/draft_models.py" />
      <source>There is not enough memory for {draft} beside {model}.</source>
      <translation>Für {draft} ist neben {model} nicht genug Speicher frei.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>{file} is only a part of a model.</source>
      <translation>{file} ist nur ein Teil eines Modells.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>Choose its first part: {split_name}.</source>
      <translation>Den ersten Teil wählen: {split_name}.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>Choose a model file, as name.gguf.</source>
      <translation>Eine Modelldatei wählen, wie name.gguf.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>The model file {file} is not there any more.</source>
      <translation>Die Modelldatei {file} ist nicht mehr da.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>It was looked for in {folder}.</source>
      <translation>Gesucht wurde sie in {folder}.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>The model {file} is damaged: no model has {part_count} parts.</source>
      <translation>Das Modell {file} ist beschädigt: Kein Modell hat {part_count} Teile.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>The model {file} is incomplete: its part {number} of {part_count} is missing.</source>
      <translation>Das Modell {file} ist unvollständig: Teil {number} von {part_count} fehlt.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>Download it again, or put all its parts into one folder.</source>
      <translation>Noch einmal herunterladen oder alle Teile in einen Ordner legen.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>The model file {file} holds no weights, so it cannot answer.</source>
      <translation>Die Modelldatei {file} enthält keine Gewichte und kann darum nicht antworten.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>Choose another model.</source>
      <translation>Ein anderes Modell wählen.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>The model file {file} does not say what kind of model it is.</source>
      <translation>Die Modelldatei {file} sagt nicht, welche Art von Modell sie ist.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>{file} is not a chat model: its kind is "{architecture}".</source>
      <translation>{file} ist kein Modell zum Chatten: Seine Art ist „{architecture}“.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>Choose a model made for chat, often named Instruct or Chat.</source>
      <translation>Ein zum Chatten gemachtes Modell wählen, oft heißt es Instruct oder Chat.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>The model file {file} holds a kind of model that this version of Inglenook does not know: "{architecture}".</source>
      <translation>Die Modelldatei {file} enthält eine Art von Modell, die diese Version von Inglenook nicht kennt: „{architecture}“.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf.py" />
      <source>A newer version of Inglenook may know it; until then choose another model.</source>
      <translation>Eine neuere Version von Inglenook kennt sie vielleicht; bis dahin ein anderes Modell wählen.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>its description is far longer than that of any model</source>
      <translation>ihre Beschreibung ist weit länger als die jedes Modells</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>at its very beginning</source>
      <translation>ganz am Anfang</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>one of its tokens is longer than any</source>
      <translation>eines seiner Token ist länger als jedes sonst</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>it holds a name of {length} bytes where one of {limit} is the most</source>
      <translation>sie enthält einen Namen von {length} Byte, wo {limit} das Meiste ist</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>The model file {file} is damaged: {why}.</source>
      <translation>Die Modelldatei {file} ist beschädigt: {why}.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>Download it again, or choose another model.</source>
      <translation>Noch einmal herunterladen oder ein anderes Modell wählen.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>The model file {file} is incomplete: it ends {section} ({size} of at least {needed} bytes).</source>
      <translation>Die Modelldatei {file} ist unvollständig: Sie endet {section} ({size} von mindestens {needed} Byte).</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>The download may have been interrupted; download it again.</source>
      <translation>Vielleicht wurde der Download unterbrochen; noch einmal herunterladen.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>The model file {file} cannot be read: {reason}.</source>
      <translation>Die Modelldatei {file} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>The model file {name} is empty.</source>
      <translation>Die Modelldatei {name} ist leer.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>{name} is not a model file: it is not in the GGUF format.</source>
      <translation>{name} ist keine Modelldatei: Das Format ist nicht GGUF.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>Choose another file, or download the model again.</source>
      <translation>Eine andere Datei wählen oder das Modell noch einmal herunterladen.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>version {number} of the GGUF format</source>
      <translation>Version {number} des Formats GGUF</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>a big-endian computer</source>
      <translation>einen Big-Endian-Computer</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>The model file {name} was made for {what}, which Inglenook cannot read.</source>
      <translation>Die Modelldatei {name} wurde für {what} gemacht; Inglenook kann sie nicht lesen.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>Look for a newer file of the same model.</source>
      <translation>Nach einer neueren Datei desselben Modells suchen.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>in the description at its beginning</source>
      <translation>in der Beschreibung am Anfang</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>a value has an unknown type</source>
      <translation>ein Wert ist von unbekannter Art</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_reader.py" />
      <source>a list has an unknown type</source>
      <translation>eine Liste ist von unbekannter Art</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_tensors.py" />
      <source>in the table of its weights</source>
      <translation>in der Tabelle ihrer Gewichte</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_tensors.py" />
      <source>a tensor has too many dimensions</source>
      <translation>ein Tensor hat zu viele Dimensionen</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_tensors.py" />
      <source>The model file {file} stores its numbers in a way that this version of Inglenook does not know.</source>
      <translation>Die Modelldatei {file} speichert ihre Zahlen auf eine Weise, die diese Version von Inglenook nicht kennt.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_tensors.py" />
      <source>Look for a file of the same model in another quantization, such as Q4_K_M.</source>
      <translation>Nach einer Datei desselben Modells in einer anderen Quantisierung suchen, wie Q4_K_M.</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_tensors.py" />
      <source>in the weights</source>
      <translation>in den Gewichten</translation>
    </message>
    <message>
      <location filename="../../app/models/gguf_tensors.py" />
      <source>its alignment is impossible</source>
      <translation>ihre Ausrichtung ist unmöglich</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>The built-in guide is a part of the program and cannot be removed.</source>
      <translation>Der eingebaute Guide ist ein Teil des Programms und kann nicht entfernt werden.</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>{file} could not be moved to the bin: {reason}.</source>
      <translation>{file} konnte nicht in den Papierkorb gelegt werden: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>Delete it by hand in {folder}.</source>
      <translation>Von Hand in {folder} löschen.</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>More than one model is called "{name_or_path}".</source>
      <translation>Mehr als ein Modell heißt „{name_or_path}“.</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>Choose one of: {files}.</source>
      <translation>Eines davon wählen: {files}.</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>There is no model called "{name_or_path}".</source>
      <translation>Es gibt kein Modell namens „{name_or_path}“.</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>Known models: {known}.</source>
      <translation>Bekannte Modelle: {known}.</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>There is no model here: the built-in guide is missing from this installation.</source>
      <translation>Hier ist kein Modell: Der eingebaute Guide fehlt in dieser Installation.</translation>
    </message>
    <message>
      <location filename="../../app/models/library.py" />
      <source>Download or open another model, or install Inglenook again.</source>
      <translation>Ein anderes Modell herunterladen oder öffnen oder Inglenook neu installieren.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>The models are in {folder} already.</source>
      <translation>Die Modelle sind schon in {folder}.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>The models cannot be moved from {old} to {folder}: one is inside the other.</source>
      <translation>Die Modelle können nicht von {old} nach {folder} verschoben werden: Ein Ordner liegt im anderen.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>Choose a folder beside it.</source>
      <translation>Einen Ordner daneben wählen.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>{file} is no plain file, so the models were not moved.</source>
      <translation>{file} ist keine gewöhnliche Datei, darum wurden die Modelle nicht verschoben.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>Move it away first.</source>
      <translation>Zuerst wegräumen.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>Another file is in the way: {target}.</source>
      <translation>Eine andere Datei ist im Weg: {target}.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>Move it away, then try again.</source>
      <translation>Wegräumen, dann noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>{name} did not arrive whole, so the models were not moved.</source>
      <translation>{name} ist nicht vollständig angekommen, darum wurden die Modelle nicht verschoben.</translation>
    </message>
    <message>
      <location filename="../../app/models/moving.py" />
      <source>The disk may be failing. What is in the old folder is untouched.</source>
      <translation>Vielleicht ist das Laufwerk defekt. Was im alten Ordner liegt, ist unberührt.</translation>
    </message>
    <message>
      <location filename="../../app/models/provenance.py" />
      <source>{file} is damaged: its SHA-256 is not the one it came with.</source>
      <translation>{file} ist beschädigt: Der SHA-256 ist nicht der, mit dem die Datei kam.</translation>
    </message>
    <message>
      <location filename="../../app/models/vocabularies.py" />
      <source>its tokens are no texts</source>
      <translation>seine Token sind keine Texte</translation>
    </message>
    <message>
      <location filename="../../app/paths.py" />
      <source>The folder {home} does not exist.</source>
      <translation>Den Ordner {home} gibt es nicht.</translation>
    </message>
    <message>
      <location filename="../../app/paths.py" />
      <source>Give the full path to --home.</source>
      <translation>Hinter --home den vollen Pfad angeben.</translation>
    </message>
    <message>
      <location filename="../../app/paths.py" />
      <source>{path} cannot be used as a folder: a file is in its place.</source>
      <translation>{path} kann nicht als Ordner dienen: An seiner Stelle liegt eine Datei.</translation>
    </message>
    <message>
      <location filename="../../app/paths.py" />
      <source>Choose another folder with --home.</source>
      <translation>Mit --home einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <location filename="../../app/paths.py" />
      <source>Inglenook cannot write to {path}.</source>
      <translation>Inglenook kann nicht nach {path} schreiben.</translation>
    </message>
    <message>
      <location filename="../../app/paths.py" />
      <source>Check the permissions there, or choose another folder with --home.</source>
      <translation>Die Rechte dort prüfen oder mit --home einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <location filename="../../app/paths.py" />
      <source>There is no room left on the disk that holds {path}.</source>
      <translation>Auf dem Laufwerk von {path} ist kein Platz mehr.</translation>
    </message>
    <message>
      <location filename="../../app/paths.py" />
      <source>Free some space, then try again.</source>
      <translation>Platz schaffen, dann noch einmal versuchen.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../app/quantities.py" />
      <source>{count} bytes</source>
      <extracomment>For one: {count} byte</extracomment>
      <translation>
        <numerusform>{count} Byte</numerusform>
        <numerusform>{count} Byte</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../app/reproduce.py" />
      <location filename="../../ui/chat/meter.py" />
      <source>This answer was made with {model}, which is not loaded now.</source>
      <translation>Diese Antwort hat {model} geschrieben, das jetzt nicht geladen ist.</translation>
    </message>
    <message>
      <location filename="../../app/reproduce.py" />
      <source>Choose that model above the conversation, then try again.</source>
      <translation>Dieses Modell über der Unterhaltung wählen, dann noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Appearance</source>
      <translation>Aussehen</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/progress.py" />
      <location filename="../../ui/insight/compare_view.py" />
      <location filename="../../ui/insight/tiles.py" />
      <location filename="../../ui/insight/timeline.py" />
      <location filename="../../ui/shortcuts.py" />
      <source>Writing</source>
      <translation>Schreiben</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/shortcuts.py" />
      <location filename="../../ui/sidebar.py" />
      <source>Conversations</source>
      <translation>Unterhaltungen</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Desktop</source>
      <translation>Desktop</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/front.py" />
      <location filename="../../ui/network/page.py" />
      <source>Network</source>
      <translation>Netz</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/sent_dialog.py" />
      <location filename="../../ui/insight/totals_view.py" />
      <source>Answers</source>
      <translation>Antworten</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Choosing words</source>
      <translation>Wahl der Wörter</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/settings/engine.py" />
      <source>Engine</source>
      <translation>Rechnen</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/header.py" />
      <location filename="../../ui/front.py" />
      <location filename="../../ui/models/page.py" />
      <location filename="../../ui/settings/your_data.py" />
      <location filename="../../ui/shortcuts.py" />
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/insight/journey_panel.py" />
      <location filename="../../ui/insight/totals_view.py" />
      <source>Totals</source>
      <translation>Summen</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>As the model recommends</source>
      <translation>Wie das Modell empfiehlt</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>theme dark light appearance</source>
      <translation>Thema Design dunkel hell Aussehen</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Light or dark, or as your system is set, also when that changes.</source>
      <translation>Hell oder dunkel, oder wie das System eingestellt ist, auch wenn sich das ändert.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>English German translation</source>
      <translation>Englisch Deutsch Übersetzung</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>The language of the window. A change is seen from the next start on.</source>
      <translation>Die Sprache des Fensters. Eine Änderung zeigt sich ab dem nächsten Start.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Size of everything</source>
      <translation>Größe von allem</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>font text letters zoom scale larger smaller</source>
      <translation>Schrift Text Buchstaben Zoom Skalierung größer kleiner vergrößern</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Letters, signs and distances in the whole window. A change is seen from the next start on.</source>
      <translation>Buchstaben, Symbole und Abstände im ganzen Fenster. Eine Änderung ist ab dem nächsten Start zu sehen.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Size of the conversation</source>
      <translation>Größe der Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>font text letters zoom larger smaller</source>
      <translation>Schrift Text Buchstaben Zoom größer kleiner</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Also with Ctrl and +, - or 0, or Ctrl and the mouse wheel.</source>
      <translation>Auch mit Strg und +, - oder 0, oder mit Strg und dem Mausrad.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Send with</source>
      <translation>Senden mit</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>key Return newline</source>
      <translation>Taste Return Zeilenumbruch</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Enter (Shift+Enter: new line)</source>
      <translation>Enter (Zeile: Umschalt+Enter)</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Ctrl+Enter (Enter: new line)</source>
      <translation>Strg+Enter (Zeile: Enter)</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>The key that sends a message.</source>
      <translation>Die Taste, die eine Nachricht sendet.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Titles made by the model</source>
      <translation>Titel vom Modell</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>After its first answer the model names the conversation when it is idle; the built-in guide does not. A title of your own stays.</source>
      <translation>Nach seiner ersten Antwort gibt das Modell der Unterhaltung einen Namen, sobald es nichts zu tun hat; der eingebaute Guide tut das nicht. Ein eigener Titel bleibt.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Notifications</source>
      <translation>Benachrichtigungen</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>tell sound message</source>
      <translation>Mitteilung Ton Nachricht</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>While you are in another window your system tells you when an answer or a download is finished, by the title of the conversation or the name of the model.</source>
      <translation>Ist ein anderes Fenster vorn, meldet das System, wenn eine Antwort oder ein Download fertig ist, mit dem Titel der Unterhaltung oder dem Namen des Modells.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Tray icon</source>
      <translation>Symbol in der Leiste</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>close hide background system minimise</source>
      <translation>schließen verbergen Hintergrund System minimieren Tray</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>None</source>
      <translation>Ohne</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>While the window is open</source>
      <translation>Solange das Fenster offen ist</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Also when it is closed</source>
      <translation>Auch wenn es geschlossen ist</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>A sign where the clock is on most desktops, with Show, New chat and Quit. With the last choice closing the window only hides it; Quit there, or Ctrl+Q, ends Inglenook.</source>
      <translation>Ein Zeichen dort, wo meist die Uhr ist, mit Anzeigen, Neuer Chat und Beenden. Mit der letzten Wahl verbirgt das Schließen nur das Fenster; Beenden dort oder Strg+Q beendet Inglenook.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/models/problem_box.py" />
      <location filename="../../ui/network/note.py" />
      <source>Offline</source>
      <translation>Offline</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>internet connection privacy</source>
      <translation>Internet Verbindung Datenschutz Netzwerk</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Nothing is asked of Hugging Face and nothing downloaded; Inglenook uses the network for nothing else. The Network page lists every connection it ever made.</source>
      <translation>Hugging Face wird nichts gefragt und nichts wird heruntergeladen; für anderes benutzt Inglenook das Netz nicht. Die Seite Netz führt jede Verbindung auf, die es je gab.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Whether the first start's word on learning was read.</source>
      <translation>Ob der Hinweis zum Lernen beim ersten Start gelesen wurde.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>instructions role persona</source>
      <translation>Anweisungen Rolle Persona Systemprompt</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>What every conversation tells the model first.</source>
      <translation>Was jede Unterhaltung dem Modell als Erstes sagt.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/dials.py" />
      <location filename="../../ui/chat/options.py" />
      <source>Answer length</source>
      <translation>Antwortlänge</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>maximum tokens response</source>
      <translation>höchstens Token Länge</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/options.py" />
      <source>When the model ends it</source>
      <translation>Wenn das Modell sie beendet</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>tokens</source>
      <translation>Token</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Where an answer is cut off. Four tokens of English are about three words.</source>
      <translation>Wo eine Antwort abgeschnitten wird. Vier Token sind im Deutschen etwa zwei bis drei Wörter.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/dials.py" />
      <location filename="../../ui/chat/made_with.py" />
      <source>Thinking</source>
      <translation>Nachdenken</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/dials.py" />
      <source>As the model has it</source>
      <translation>Wie beim Modell üblich</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../app/store/settings.py" />
      <location filename="../../ui/chat/dials.py" />
      <source>Off</source>
      <translation>Aus</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/dials.py" />
      <source>Brief</source>
      <translation>Kurz</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/dials.py" />
      <source>Full</source>
      <translation>Voll</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>How much a model thinks before it answers, where it can. Also beside Send.</source>
      <translation>Wie viel ein Modell nachdenkt, bevor es antwortet, wenn es das kann. Auch neben Senden.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/made_with.py" />
      <location filename="../../ui/chat/options.py" />
      <source>Context length</source>
      <translation>Kontextlänge</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>memory window n_ctx</source>
      <translation>Speicher Fenster n_ctx</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Chosen for this computer</source>
      <translation>Für diesen Computer gewählt</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>How much of a conversation the model sees at once. More takes more memory.</source>
      <translation>Wie viel einer Unterhaltung das Modell auf einmal sieht. Mehr braucht mehr Speicher.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Record how sure the model is</source>
      <translation>Aufzeichnen, wie sicher das Modell ist</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Keeps with each token of an answer how likely it was and what else could have stood there. Seen in the journey of the answer (Ctrl+J).</source>
      <translation>Hebt zu jedem Token einer Antwort auf, wie wahrscheinlich es war und was sonst dort hätte stehen können. Zu sehen im Weg der Antwort (Strg+J).</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/made_with.py" />
      <location filename="../../ui/chat/options.py" />
      <source>Temperature</source>
      <translation>Temperatur</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>sampling creative random</source>
      <translation>Sampling kreativ Zufall</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Higher is more varied; 0 always takes the likeliest token.</source>
      <translation>Höher ist abwechslungsreicher; 0 nimmt immer das wahrscheinlichste Token.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/made_with.py" />
      <source>Top-K</source>
      <translation>Top-K</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Choose among this many likeliest tokens; 0: all.</source>
      <translation>Unter so vielen wahrscheinlichsten Token wählen; 0: alle.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/made_with.py" />
      <source>Top-P</source>
      <translation>Top-P</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Choose among the likeliest tokens that together are this probable.</source>
      <translation>Unter den wahrscheinlichsten Token wählen, die zusammen so wahrscheinlich sind.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/made_with.py" />
      <source>Min-P</source>
      <translation>Min-P</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Leave out tokens less probable than this share of the likeliest.</source>
      <translation>Token weglassen, die weniger wahrscheinlich sind als dieser Anteil des wahrscheinlichsten.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/made_with.py" />
      <source>Repeat penalty</source>
      <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Above 1 makes the model avoid repeating itself.</source>
      <translation>Über 1 vermeidet das Modell, sich zu wiederholen.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <location filename="../../ui/chat/made_with.py" />
      <source>Seed</source>
      <translation>Startwert (Seed)</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>A new one each time</source>
      <translation>Jedes Mal ein neuer</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>The same seed gives the same answer to the same question again.</source>
      <translation>Derselbe Startwert gibt auf dieselbe Frage wieder dieselbe Antwort.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Threads</source>
      <translation>Threads</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>CPU processor cores speed</source>
      <translation>CPU Prozessor Kerne Tempo</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>How many of the processor's cores compute. More than it has makes answers slower.</source>
      <translation>Wie viele Kerne des Prozessors rechnen. Mehr, als er hat, macht Antworten langsamer.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>GPU layers</source>
      <translation>Schichten auf der Grafikkarte</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>graphics card VRAM offload</source>
      <translation>Grafikkarte VRAM GPU auslagern</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>As many as the card has room for</source>
      <translation>So viele, wie auf der Karte Platz haben</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>layers</source>
      <translation>Schichten</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>How much of a model a graphics card computes; fewer take less of the card's memory, 0 leaves all to the processor.</source>
      <translation>Wie viel eines Modells eine Grafikkarte rechnet; weniger braucht weniger von ihrem Speicher, 0 lässt alles dem Prozessor.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Unload the model</source>
      <translation>Das Modell entladen</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>After 5 minutes</source>
      <translation>Nach 5 Minuten</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>After 15 minutes</source>
      <translation>Nach 15 Minuten</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>After 30 minutes</source>
      <translation>Nach 30 Minuten</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>After an hour</source>
      <translation>Nach einer Stunde</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>After 4 hours</source>
      <translation>Nach 4 Stunden</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Never</source>
      <translation>Nie</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>When nobody has used it for so long, its memory is given back. The next question loads it again; what it has read of a conversation comes back from the disk.</source>
      <translation>Hat es so lange niemand benutzt, wird sein Speicher zurückgegeben. Die nächste Frage lädt es wieder; was es von einer Unterhaltung gelesen hat, kommt vom Laufwerk zurück.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>KV cache</source>
      <translation>KV-Cache</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Half the memory</source>
      <translation>Halber Speicher</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>What the model has read is kept in 16 bits a number, or in about 8: then a context takes half the memory, or twice the context the same. Answers differ little; writing may get slower.</source>
      <translation>Was das Modell gelesen hat, wird mit 16 Bit je Zahl aufgehoben oder mit etwa 8: Dann braucht ein Kontext halb so viel Speicher, oder doppelt so viel Kontext gleich viel. Antworten ändern sich kaum; das Schreiben wird vielleicht langsamer.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Draft model</source>
      <translation>Entwurfsmodell</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>speculative decoding speed faster guess assistant</source>
      <translation>speculative decoding Geschwindigkeit schneller raten Helfer</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>The smallest that suits</source>
      <translation>Das kleinste passende</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>A much smaller model with the same vocabulary guesses the next words, and the model in use checks several at once: answers come faster and stay the same, but for rounding. It takes memory of its own, and rests where its guesses do not pay.</source>
      <translation>Ein viel kleineres Modell mit demselben Vokabular rät die nächsten Wörter, und das verwendete Modell prüft mehrere auf einmal: Antworten kommen schneller und bleiben bis auf Rundung dieselben. Es braucht eigenen Speicher und ruht, wo sich sein Raten nicht lohnt.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Guess ahead</source>
      <translation>Vorausraten</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>speculative decoding lookup speed faster exact same</source>
      <translation>spekulatives Decodieren Geschwindigkeit schneller genau gleich raten</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Where an answer repeats the conversation, as quoting and editing do, its next words are guessed and several checked at once, where that is faster. Sums are rounded otherwise then: where two words are almost equally likely, the other one may be chosen. Switched off, a draft model rests too.</source>
      <translation>Wo eine Antwort das Gespräch wiederholt, wie beim Zitieren und Bearbeiten, werden ihre nächsten Wörter geraten und mehrere auf einmal geprüft, wenn das schneller ist. Summen werden dann anders gerundet: Wo zwei Wörter fast gleich wahrscheinlich sind, kann das andere gewählt werden. Ausgeschaltet ruht auch ein Entwurfsmodell.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Models folder</source>
      <translation>Ordner der Modelle</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>disk path place directory</source>
      <translation>Laufwerk Pfad Ort Verzeichnis</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Where models are kept that are downloaded from the next start on. Those in Inglenook's own folder stay there and are listed as before; Move on the page of models takes them along.</source>
      <translation>Wo Modelle aufgehoben werden, die ab dem nächsten Start heruntergeladen werden. Die in Inglenooks eigenem Ordner bleiben dort und stehen weiter in der Liste; Verschieben auf der Seite der Modelle nimmt sie mit.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Price of a million tokens sent</source>
      <translation>Preis einer Million gesendeter Token</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>What a service on the network takes for them, in your money, to compare with.</source>
      <translation>Was ein Dienst im Netz dafür nimmt, im eigenen Geld, zum Vergleich.</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Price of a million tokens written</source>
      <translation>Preis einer Million geschriebener Token</translation>
    </message>
    <message>
      <location filename="../../app/store/all_settings.py" />
      <source>Usually three to five times that of those sent.</source>
      <translation>Meist das Drei- bis Fünffache der gesendeten.</translation>
    </message>
    <message>
      <location filename="../../app/store/choices.py" />
      <source>This word is no longer known as an alternative.</source>
      <translation>Dieses Wort ist als Alternative nicht mehr bekannt.</translation>
    </message>
    <message>
      <location filename="../../app/store/choices.py" />
      <source>Let the model answer again.</source>
      <translation>Das Modell noch einmal antworten lassen.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>It was deleted, but a copy is still on the disk, for another window is reading it.</source>
      <translation>Es wurde gelöscht, aber eine Kopie ist noch auf dem Laufwerk, weil ein anderes Fenster sie liest.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>Close all windows of Inglenook: then the copy is gone.</source>
      <translation>Alle Fenster von Inglenook schließen: Dann ist die Kopie weg.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>The conversations in {file} were written by a newer version of Inglenook.</source>
      <translation>Die Unterhaltungen in {file} wurden von einer neueren Version von Inglenook geschrieben.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>Update Inglenook, or choose another folder with --home. Nothing was changed.</source>
      <translation>Inglenook aktualisieren oder mit --home einen anderen Ordner wählen. Es wurde nichts geändert.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>The file {file} belongs to another program.</source>
      <translation>Die Datei {file} gehört einem anderen Programm.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>Move it away, or choose another folder with --home. Nothing was changed.</source>
      <translation>Wegräumen oder mit --home einen anderen Ordner wählen. Es wurde nichts geändert.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>The disk failed while Inglenook used {file}.</source>
      <translation>Das Laufwerk ist ausgefallen, während Inglenook {file} benutzte.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>Check that the disk is connected and sound, then try again.</source>
      <translation>Prüfen, ob das Laufwerk angeschlossen und in Ordnung ist, dann noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>Another program has kept {file} busy for too long.</source>
      <translation>Ein anderes Programm hat {file} zu lange belegt.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>Close the other windows of Inglenook, then try again.</source>
      <translation>Die anderen Fenster von Inglenook schließen, dann noch einmal versuchen.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>The file with your conversations, {file}, is damaged.</source>
      <translation>Die Datei mit den Unterhaltungen, {file}, ist beschädigt.</translation>
    </message>
    <message>
      <location filename="../../app/store/database.py" />
      <source>Nothing was deleted. Put back a backup copy, or move the file away to start anew.</source>
      <translation>Es wurde nichts gelöscht. Eine Sicherungskopie zurücklegen oder die Datei wegräumen, um neu anzufangen.</translation>
    </message>
    <message>
      <location filename="../../app/store/messages.py" />
      <source>This conversation no longer exists.</source>
      <translation>Diese Unterhaltung gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/store/messages.py" />
      <location filename="../../app/store/presets.py" />
      <source>It may have been deleted in another window.</source>
      <translation>Vielleicht wurde sie in einem anderen Fenster gelöscht.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>The preset has no name.</source>
      <translation>Die Vorlage hat keinen Namen.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <location filename="../../app/store/shelves.py" />
      <source>Give it a name to find it by.</source>
      <translation>Einen Namen geben, unter dem man sie findet.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Precise</source>
      <translation>Genau</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Answer briefly and exactly. When you are not sure, say so. Do not invent names, numbers or sources.</source>
      <translation>Antworte kurz und genau. Wenn du nicht sicher bist, sage es. Erfinde keine Namen, Zahlen oder Quellen.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Creative writing</source>
      <translation>Kreatives Schreiben</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>You are a writer with a voice of your own. Prefer concrete details to general words, and avoid stock phrases.</source>
      <translation>Du schreibst mit einer eigenen Stimme. Ziehe anschauliche Einzelheiten allgemeinen Worten vor und vermeide abgegriffene Wendungen.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Programming</source>
      <translation>Programmieren</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>You are an experienced programmer. Give working code first, then a short explanation. Say which version of the language and of libraries you assume.</source>
      <translation>Du programmierst mit viel Erfahrung. Gib zuerst Code, der läuft, dann eine kurze Erklärung. Sage, welche Version der Sprache und der Bibliotheken du voraussetzt.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Teacher</source>
      <translation>Lehrer</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Explain step by step to somebody who is new to the subject, with an example. End with one question that lets the reader check what was understood.</source>
      <translation>Erkläre Schritt für Schritt und mit einem Beispiel, für jemanden, dem das Thema neu ist. Schließe mit einer Frage, an der sich prüfen lässt, was verstanden wurde.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Translator</source>
      <translation>Übersetzer</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Translate what the user writes into English, or into the language that the user names. Give the translation only.</source>
      <translation>Übersetze, was geschrieben wird, ins Deutsche oder in die Sprache, die genannt wird. Gib nur die Übersetzung.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <location filename="../../ui/chat/summary_dialog.py" />
      <source>Summary</source>
      <translation>Zusammenfassung</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>Summarise the text that the user gives: first one sentence, then the main points as a short list. Add nothing that is not in the text.</source>
      <translation>Fasse den gegebenen Text zusammen: zuerst ein Satz, dann die wichtigsten Punkte als kurze Liste. Füge nichts hinzu, was nicht im Text steht.</translation>
    </message>
    <message>
      <location filename="../../app/store/presets.py" />
      <source>This preset no longer exists.</source>
      <translation>Diese Vorlage gibt es nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Empty</source>
      <translation>Leer</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>On</source>
      <translation>Ein</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be one of: {choices}.</source>
      <translation>{title} muss eines davon sein: {choices}.</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be a whole number.</source>
      <translation>{title} muss eine ganze Zahl sein.</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be a number.</source>
      <translation>{title} muss eine Zahl sein.</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be on or off.</source>
      <translation>{title} muss ein oder aus sein.</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be text.</source>
      <translation>{title} muss Text sein.</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} is too small.</source>
      <translation>{title} ist zu klein.</translation>
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be from {low} to {high}.</source>
      <translation>{title} muss zwischen {low} und {high} liegen.</translation>
    </message>
    <message>
      <location filename="../../app/store/shelves.py" />
      <source>The folder has no name.</source>
      <translation>Der Ordner hat keinen Namen.</translation>
    </message>
    <message>
      <location filename="../../app/summaries.py" />
      <source>The model wrote no summary.</source>
      <translation>Das Modell hat keine Zusammenfassung geschrieben.</translation>
    </message>
    <message>
      <location filename="../../app/summaries.py" />
      <source>Write one yourself, or try again with another model.</source>
      <translation>Selbst eine schreiben oder es mit einem anderen Modell versuchen.</translation>
    </message>
    <message>
      <location filename="../../ui/__main__.py" />
      <source>There is no display to open a window on.</source>
      <translation>Es gibt keinen Bildschirm für ein Fenster.</translation>
    </message>
    <message>
      <location filename="../../ui/__main__.py" />
      <source>In a terminal, use the command line: inglenook ask "Who are you?", or see inglenook --help</source>
      <translation>In einem Terminal die Befehle benutzen: inglenook ask "Who are you?", oder siehe inglenook --help</translation>
    </message>
    <message>
      <location filename="../../ui/alerts.py" />
      <source>Your conversations are saved and you can go on. If the window behaves oddly, close it and open it again.

This is a mistake in the program; the details are in {file}.</source>
      <translation>Die Unterhaltungen sind gespeichert, es kann weitergehen. Verhält sich das Fenster seltsam, hilft es, es zu schließen und wieder zu öffnen.

Das ist ein Fehler im Programm; Genaueres steht in {file}.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts.py" />
      <source>Something went wrong inside Inglenook.</source>
      <translation>In Inglenook ist etwas schiefgegangen.</translation>
    </message>
    <message>
      <location filename="../../ui/alerts.py" />
      <source>Copy details</source>
      <translation>Details kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/alerts.py" />
      <location filename="../../ui/chat/context_strip.py" />
      <location filename="../../ui/chat/forecast_note.py" />
      <location filename="../../ui/dialog.py" />
      <location filename="../../ui/models/moving_box.py" />
      <location filename="../../ui/window.py" />
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../ui/asking.py" />
      <location filename="../../ui/chat/attaching.py" />
      <location filename="../../ui/chat/options.py" />
      <location filename="../../ui/chat/summary_dialog.py" />
      <location filename="../../ui/insight/sure_note.py" />
      <location filename="../../ui/models/downloads.py" />
      <location filename="../../ui/models/moving_box.py" />
      <location filename="../../ui/models/search_view.py" />
      <location filename="../../ui/settings/presets.py" />
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/bus_notifications.py" />
      <location filename="../../ui/notice_bar.py" />
      <location filename="../../ui/settings/your_data.py" />
      <source>Show</source>
      <translation>Anzeigen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/accessible.py" />
      <source>Messages</source>
      <translation>Nachrichten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/accessible.py" />
      <source>You: {said}</source>
      <translation>Ich: {said}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/accessible.py" />
      <source>Answer: {said}</source>
      <translation>Antwort: {said}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/accessible.py" />
      <source>version {version} of {versions}</source>
      <translation>Fassung {version} von {versions}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <location filename="../../ui/chat/context_menu.py" />
      <location filename="../../ui/chat/message_buttons.py" />
      <location filename="../../ui/settings/about.py" />
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <location filename="../../ui/chat/writing.py" />
      <source>Edit</source>
      <translation>Bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Answer again</source>
      <translation>Noch einmal antworten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Continue this answer</source>
      <translation>Diese Antwort fortsetzen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Pin: the model goes on seeing it</source>
      <translation>Anheften: Das Modell sieht es weiterhin</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <location filename="../../ui/models/search_view.py" />
      <source>More</source>
      <translation>Mehr</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Figures of the answer</source>
      <translation>Zahlen zur Antwort</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Actions</source>
      <translation>Aktionen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <location filename="../../ui/chat/status.py" />
      <source>Show details</source>
      <translation>Details zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Edit this question</source>
      <translation>Diese Frage bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Correct this answer</source>
      <translation>Diese Antwort berichtigen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <location filename="../../ui/chat/context_strip.py" />
      <location filename="../../ui/conversation_menu.py" />
      <source>Unpin</source>
      <translation>Lösen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <location filename="../../ui/chat/message_buttons.py" />
      <source>Copied</source>
      <translation>Kopiert</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <location filename="../../ui/chat/context_menu.py" />
      <source>Copy as Markdown</source>
      <translation>Als Markdown kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Answer again with</source>
      <translation>Noch einmal antworten mit</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Leave out: the model is not sent it</source>
      <translation>Weglassen: Das Modell bekommt es nicht</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Send it to the model again</source>
      <translation>Wieder an das Modell senden</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Branch into a new conversation</source>
      <translation>In eine neue Unterhaltung abzweigen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <location filename="../../ui/insight/journey_panel.py" />
      <source>Details</source>
      <translation>Details</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Delete from here on</source>
      <translation>Ab hier löschen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Previous version</source>
      <translation>Vorige Fassung</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Next version</source>
      <translation>Nächste Fassung</translation>
    </message>
    <message>
      <location filename="../../ui/chat/action_bar.py" />
      <source>Version {version} of {versions}</source>
      <translation>Fassung {version} von {versions}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>The model was done</source>
      <translation>Das Modell war fertig</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>The answer reached its greatest length</source>
      <translation>Die Antwort erreichte ihre größte Länge</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>The context was full</source>
      <translation>Der Kontext war voll</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>You stopped it</source>
      <translation>Von Hand angehalten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <location filename="../../ui/chat/header.py" />
      <location filename="../../ui/glossary.py" />
      <location filename="../../ui/insight/totals_view.py" />
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Prompt</source>
      <translation>Prompt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>{tokens}, the others were still in memory</source>
      <translation>{tokens}, die übrigen waren noch im Speicher</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Read anew</source>
      <translation>Neu gelesen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Reading speed</source>
      <translation>Tempo beim Lesen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>First word after</source>
      <translation>Erstes Wort nach</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Writing speed</source>
      <translation>Tempo beim Schreiben</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Guessed in advance</source>
      <translation>Im Voraus geraten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Time in all</source>
      <translation>Zeit insgesamt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Why it ended</source>
      <translation>Warum sie endete</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Not seen</source>
      <translation>Nicht gesehen</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/answer_details.py" />
      <source>The oldest {count} messages: the context was full</source>
      <extracomment>For one: The oldest {count} message: the context was full</extracomment>
      <translation>
        <numerusform>Die älteste Nachricht: Der Kontext war voll</numerusform>
        <numerusform>Die ältesten {count} Nachrichten: Der Kontext war voll</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Options</source>
      <translation>Optionen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>{tokens} from what stood in the context, {accepted} of them rightly</source>
      <translation>{tokens} aus dem, was im Kontext stand, {accepted} davon richtig</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>{tokens} by the draft model, {accepted} of them rightly</source>
      <translation>{tokens} vom Entwurfsmodell, {accepted} davon richtig</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Tokens to read</source>
      <translation>Zu lesende Token</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Length of the answer</source>
      <translation>Länge der Antwort</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Whole answer after</source>
      <translation>Ganze Antwort nach</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>How this answer was made</source>
      <translation>Wie diese Antwort entstand</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <location filename="../../ui/chat/sent_dialog.py" />
      <location filename="../../ui/insight/journey_panel.py" />
      <source>What the model was sent</source>
      <translation>Was das Modell bekam</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Its journey</source>
      <translation>Ihr Weg</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Foretold</source>
      <translation>Vorhergesagt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>Came true</source>
      <comment>of a forecast</comment>
      <translation>Eingetroffen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/answer_details.py" />
      <source>{what}, foretold {foretold}, came true {taken}</source>
      <translation>{what}, vorhergesagt {foretold}, eingetroffen {taken}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>Text, Markdown, code and PDF (*.txt *.md *.markdown *.pdf *.py *.js *.ts *.c *.h *.cpp *.java *.rs *.go *.rb *.sh *.sql *.html *.css *.json *.yaml *.yml *.toml *.xml *.csv *.tex *.log);;All files (*)</source>
      <translation>Text, Markdown, Code und PDF (*.txt *.md *.markdown *.pdf *.py *.js *.ts *.c *.h *.cpp *.java *.rs *.go *.rb *.sh *.sql *.html *.css *.json *.yaml *.yml *.toml *.xml *.csv *.tex *.log);;Alle Dateien (*)</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>{name} (passages)</source>
      <translation>{name} (Auszüge)</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>{name} (beginning)</source>
      <translation>{name} (Anfang)</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <location filename="../../ui/chat/composer.py" />
      <location filename="../../ui/shortcuts.py" />
      <source>Attach files</source>
      <translation>Dateien anhängen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>Reading {name}…</source>
      <translation>{name} wird gelesen…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>{name} goes along with your message.</source>
      <translation>{name} geht mit der Nachricht mit.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <location filename="../../ui/chat/composer.py" />
      <source>Too long for this model</source>
      <translation>Zu lang für dieses Modell</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>What do you want to know from it?</source>
      <translation>Was soll daraus beantwortet werden?</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>Send what is about it</source>
      <translation>Passende Stellen senden</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>Send the beginning</source>
      <translation>Den Anfang senden</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>“{name}” is longer than the model can read at once.</source>
      <translation>„{name}“ ist länger, als das Modell auf einmal lesen kann.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attaching.py" />
      <source>It has {tokens}; about {room} fit beside your question and the answer. A larger context length, in the options of the conversation, makes more room.</source>
      <translation>Es sind {tokens}; etwa {room} passen neben die Frage und die Antwort. Eine größere Kontextlänge, in den Optionen der Unterhaltung, schafft mehr Platz.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attachment_dialog.py" />
      <source>Put into the box</source>
      <translation>In das Feld einfügen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attachment_dialog.py" />
      <source>Write this text into the message instead</source>
      <translation>Diesen Text stattdessen in die Nachricht schreiben</translation>
    </message>
    <message>
      <location filename="../../ui/chat/attachment_row.py" />
      <location filename="../../ui/models/installed_card.py" />
      <source>Remove {name}</source>
      <translation>{name} entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/banner.py" />
      <location filename="../../ui/chat/choice_panel.py" />
      <location filename="../../ui/chat/writing.py" />
      <location filename="../../ui/insight/first_card.py" />
      <location filename="../../ui/notice.py" />
      <location filename="../../ui/notice_bar.py" />
      <source>Dismiss</source>
      <translation>Ausblenden</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/chips.py" />
      <source>{count} words</source>
      <extracomment>For one: {count} word</extracomment>
      <translation>
        <numerusform>{count} Wort</numerusform>
        <numerusform>{count} Wörter</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/chips.py" />
      <source>Attached: {text}</source>
      <translation>Angehängt: {text}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/chips.py" />
      <source>Show the text
{text}</source>
      <translation>Den Text zeigen
{text}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/composer.py" />
      <source>Send</source>
      <translation>Senden</translation>
    </message>
    <message>
      <location filename="../../ui/chat/composer.py" />
      <location filename="../../ui/chat/sent_dialog.py" />
      <location filename="../../ui/insight/experiment.py" />
      <location filename="../../ui/models/moving_box.py" />
      <location filename="../../ui/settings/engine.py" />
      <source>Stop</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/composer.py" />
      <source>Pasted text</source>
      <translation>Eingefügter Text</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <source>This conversation soon fills what the model can see at once: {used} of {room} tokens.</source>
      <translation>Diese Unterhaltung füllt bald alles, was das Modell auf einmal sehen kann: {used} von {room} Token.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <source>This conversation is longer than what the model can see at once: {used} tokens, and there is room for {room}.</source>
      <translation>Diese Unterhaltung ist länger als das, was das Modell auf einmal sehen kann: {used} Token, und Platz ist für {room}.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <source>The other {count} are kept for the answer. What shall happen with the oldest messages?</source>
      <translation>Die übrigen {count} sind für die Antwort. Was soll mit den ältesten Nachrichten geschehen?</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <source>Leave them out</source>
      <translation>Weglassen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <source>As needed; you still see them. This is the usual.</source>
      <translation>Nach Bedarf; zu sehen bleiben sie hier. Das ist das Übliche.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <source>Sum them up…</source>
      <translation>Zusammenfassen…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <source>The model writes a summary, and is sent that instead.</source>
      <translation>Das Modell schreibt eine Zusammenfassung und bekommt stattdessen diese.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <location filename="../../ui/chat/too_long.py" />
      <source>See {count} tokens</source>
      <translation>{count} Token sehen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <location filename="../../ui/chat/too_long.py" />
      <source>The model is loaded again; that takes a moment.</source>
      <translation>Das Modell wird neu geladen; das dauert einen Moment.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_care.py" />
      <source>New chat with a summary…</source>
      <translation>Neuer Chat mit Zusammenfassung…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_menu.py" />
      <source>Copy link</source>
      <translation>Link kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_menu.py" />
      <source>Copy message</source>
      <translation>Nachricht kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_menu.py" />
      <source>Select all</source>
      <translation>Alles auswählen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_menu.py" />
      <source>Find…</source>
      <translation>Suchen…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>Show</source>
      <comment>go to</comment>
      <translation>Zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <location filename="../../ui/conversation_menu.py" />
      <source>Pin</source>
      <translation>Anheften</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>Leave out</source>
      <translation>Weglassen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>Send this message with each question, whatever else has to leave</source>
      <translation>Diese Nachricht mit jeder Frage senden, was auch sonst weichen muss</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <location filename="../../ui/chat/segment_bar.py" />
      <source>What the model will be sent</source>
      <translation>Was das Modell bekommen wird</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <location filename="../../ui/chat/entries.py" />
      <source>Send it again</source>
      <translation>Wieder senden</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>No message may fill it, for the model needs room to answer. A shorter answer length keeps less.</source>
      <translation>Keine Nachricht darf ihn füllen, denn das Modell braucht Platz zum Antworten. Eine kürzere Antwortlänge hält weniger frei.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>For what comes next, or a longer answer. When it is used up, the oldest messages leave.</source>
      <translation>Für das Nächste oder eine längere Antwort. Ist er aufgebraucht, fallen die ältesten Nachrichten weg.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>Too many to show each: they are one part.</source>
      <translation>Zu viele, um jede zu zeigen: Sie sind ein Teil.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>Too many to show each: they are one part. Striped, as the model does not see them.</source>
      <translation>Zu viele, um jede zu zeigen: Sie sind ein Teil. Gestreift, weil das Modell sie nicht sieht.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>It comes first in each question. It is set in the options of the conversation.</source>
      <translation>Er steht vor jeder Frage. Festgelegt wird er in den Optionen der Unterhaltung.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>It stands for messages that are no longer sent themselves.</source>
      <translation>Sie steht für Nachrichten, die selbst nicht mehr gesendet werden.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <source>It goes along with what you are writing.</source>
      <translation>Es geht mit dem mit, was gerade geschrieben wird.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/context_strip.py" />
      <location filename="../../ui/insight/totals_view.py" />
      <location filename="../../ui/insight/wording.py" />
      <source>{first} {second}</source>
      <translation>{first} {second}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <location filename="../../ui/settings/assembly.py" />
      <location filename="../../ui/settings/presets.py" />
      <source>Presets</source>
      <translation>Vorlagen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <source>No preset</source>
      <translation>Keine Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <source>Edit presets…</source>
      <translation>Vorlagen bearbeiten…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <source>Use what “{name}” says</source>
      <translation>Benutzen, was „{name}“ sagt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <source>Use the settings</source>
      <translation>Die Einstellungen benutzen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <location filename="../../ui/settings/presets.py" />
      <source>As in the settings</source>
      <translation>Wie in den Einstellungen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <source>Without a system prompt of its own</source>
      <translation>Ohne eigenen System-Prompt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <location filename="../../ui/settings/presets.py" />
      <source>Preset</source>
      <translation>Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <source>Preset: {name}</source>
      <translation>Vorlage: {name}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <source>none</source>
      <translation>keine</translation>
    </message>
    <message>
      <location filename="../../ui/chat/conversation_options.py" />
      <source>Choose a preset for this conversation</source>
      <translation>Eine Vorlage für diese Unterhaltung wählen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/dials.py" />
      <source>Short</source>
      <translation>Kurz</translation>
    </message>
    <message>
      <location filename="../../ui/chat/dials.py" />
      <source>Normal</source>
      <translation>Normal</translation>
    </message>
    <message>
      <location filename="../../ui/chat/dials.py" />
      <source>Long</source>
      <translation>Lang</translation>
    </message>
    <message>
      <location filename="../../ui/chat/dials.py" />
      <source>No limit</source>
      <translation>Ohne Grenze</translation>
    </message>
    <message>
      <location filename="../../ui/chat/dials.py" />
      <source>At most {tokens}</source>
      <translation>Höchstens {tokens}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/dials.py" />
      <source>Answer length: {length}</source>
      <translation>Antwortlänge: {length}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/dials.py" />
      <source>Thinking: {how}</source>
      <translation>Nachdenken: {how}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/dials.py" />
      <source>{length}, {words}</source>
      <translation>{length}, {words}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/draft_box.py" />
      <source>Message</source>
      <translation>Nachricht</translation>
    </message>
    <message>
      <location filename="../../ui/chat/draft_box.py" />
      <location filename="../../ui/chat/writing.py" />
      <source>Write a message</source>
      <translation>Eine Nachricht schreiben</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <location filename="../../ui/models/downloads.py" />
      <location filename="../../ui/models/get_button.py" />
      <location filename="../../ui/models/problem_box.py" />
      <source>Try again</source>
      <translation>Noch einmal versuchen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Answer it now</source>
      <translation>Jetzt beantworten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Continue</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Edit the summary</source>
      <translation>Zusammenfassung bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Save again</source>
      <translation>Noch einmal speichern</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Send the messages again</source>
      <translation>Nachrichten wieder senden</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Use a smaller context</source>
      <translation>Kleineren Kontext benutzen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Use a longer context</source>
      <translation>Längeren Kontext benutzen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <location filename="../../ui/chat/model_warning.py" />
      <location filename="../../ui/chat/remedies.py" />
      <location filename="../../ui/chat/too_long.py" />
      <source>Choose another model</source>
      <translation>Anderes Modell wählen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Look at the models</source>
      <translation>Modelle ansehen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>The model no longer sees anything above this line: the context was full.</source>
      <translation>Was über dieser Linie steht, sieht das Modell nicht mehr: Der Kontext war voll.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Of what is above this line the model sees only what is pinned: the context was full.</source>
      <translation>Von dem, was über dieser Linie steht, sieht das Modell nur noch Angeheftetes: Der Kontext war voll.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Interrupted before the answer was complete.</source>
      <translation>Unterbrochen, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Being written in another window.</source>
      <translation>Wird in einem anderen Fenster geschrieben.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Instead of all down to here the model is sent this summary: {summary}</source>
      <translation>Statt allem bis hierher bekommt das Modell diese Zusammenfassung: {summary}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Left out with its question.</source>
      <translation>Mit seiner Frage weggelassen.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>You left this out: the model is not sent it.</source>
      <translation>Von Hand weggelassen: Das Modell bekommt es nicht.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Stopped before the first word.</source>
      <translation>Vor dem ersten Wort angehalten.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>An empty answer.</source>
      <translation>Eine leere Antwort.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <location filename="../../ui/chat/segments.py" />
      <source>pinned</source>
      <translation>angeheftet</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>corrected by you</source>
      <translation>von Hand berichtigt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>This answer is not on the disk yet.</source>
      <translation>Diese Antwort ist noch nicht auf dem Laufwerk.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/entries.py" />
      <source>Not answered yet.</source>
      <translation>Noch nicht beantwortet.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/face.py" />
      <location filename="../../ui/conversation_menu.py" />
      <location filename="../../ui/conversation_rows.py" />
      <location filename="../../ui/desktop.py" />
      <location filename="../../ui/shortcuts.py" />
      <location filename="../../ui/sidebar.py" />
      <location filename="../../ui/tray.py" />
      <source>New chat</source>
      <translation>Neuer Chat</translation>
    </message>
    <message>
      <location filename="../../ui/chat/find_bar.py" />
      <source>Previous</source>
      <translation>Vorige</translation>
    </message>
    <message>
      <location filename="../../ui/chat/find_bar.py" />
      <source>Next</source>
      <translation>Nächste</translation>
    </message>
    <message>
      <location filename="../../ui/chat/find_bar.py" />
      <source>Close the search</source>
      <translation>Suche schließen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/find_bar.py" />
      <source>{position} of {count}</source>
      <translation>{position} von {count}</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/find_bar.py" />
      <location filename="../../ui/conversation_rows.py" />
      <source>{count} found</source>
      <extracomment>For one: {count} found</extracomment>
      <translation>
        <numerusform>{count} gefunden</numerusform>
        <numerusform>{count} gefunden</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/find_bar.py" />
      <source>Not found</source>
      <translation>Nicht gefunden</translation>
    </message>
    <message>
      <location filename="../../ui/chat/find_bar.py" />
      <location filename="../../ui/models/search_view.py" />
      <source>Searching…</source>
      <translation>Suche…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/find_bar.py" />
      <location filename="../../ui/shortcuts.py" />
      <source>Find in this conversation</source>
      <translation>In dieser Unterhaltung suchen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/fit_question.py" />
      <source>Context of {count} tokens</source>
      <translation>Kontext von {count} Token</translation>
    </message>
    <message>
      <location filename="../../ui/chat/fit_question.py" />
      <source>What the model has read is kept less exactly; answers differ little.</source>
      <translation>Was das Modell gelesen hat, wird weniger genau aufgehoben; Antworten ändern sich kaum.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/fit_question.py" />
      <source>KV cache in half the memory</source>
      <translation>KV-Cache im halben Speicher</translation>
    </message>
    <message>
      <location filename="../../ui/chat/fit_question.py" />
      <source>Another model</source>
      <translation>Anderes Modell</translation>
    </message>
    <message>
      <location filename="../../ui/chat/fit_question.py" />
      <source>It needs {needed}; {free} are free.</source>
      <translation>Es braucht {needed}; {free} sind frei.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/fit_question.py" />
      <source>Load anyway</source>
      <translation>Trotzdem laden</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>What sending this takes</source>
      <translation>Was das Senden braucht</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>See what is sent</source>
      <translation>Sehen, was gesendet wird</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>What makes it faster:</source>
      <translation>Schneller geht es so:</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>That takes {time}.</source>
      <translation>Das dauert {time}.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>How fast it is here is known after its first answer.</source>
      <translation>Wie schnell es hier ist, weiß man nach seiner ersten Antwort.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/forecast_note.py" />
      <source>{count} tokens were read before, and need not be read again.</source>
      <extracomment>For one: {count} token was read before, and need not be read again.</extracomment>
      <translation>
        <numerusform>{count} Token wurde schon gelesen und muss nicht noch einmal gelesen werden.</numerusform>
        <numerusform>{count} Token wurden schon gelesen und müssen nicht noch einmal gelesen werden.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>A token is a word or a piece of one.</source>
      <translation>Ein Token ist ein Wort oder ein Stück davon.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>A shorter text or a smaller model begins sooner.</source>
      <translation>Mit einem kürzeren Text oder einem kleineren Modell beginnt die Antwort früher.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>Choose how long an answer may be, and see what each length takes.</source>
      <translation>Wählen, wie lang eine Antwort sein darf, und sehen, wie lange jede Länge dauert.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>Shorter answers…</source>
      <translation>Kürzere Antworten…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>See what is sent, and leave out messages that are not needed any more.</source>
      <translation>Sehen, was gesendet wird, und weglassen, was nicht mehr gebraucht wird.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>Fewer earlier messages…</source>
      <translation>Weniger frühere Nachrichten…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>A smaller model…</source>
      <translation>Ein kleineres Modell…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <location filename="../../ui/chat/welcome.py" />
      <source>See the models that fit this computer</source>
      <translation>Modelle ansehen, die auf diesen Computer passen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>It is smaller, and already on this computer. The model is changed at once.</source>
      <translation>Es ist kleiner und schon auf diesem Computer. Das Modell wird sofort gewechselt.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/forecast_note.py" />
      <source>{name}: about {times} times as fast</source>
      <translation>{name}: etwa {times}-mal so schnell</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <location filename="../../ui/page.py" />
      <source>Show or hide the conversations</source>
      <translation>Unterhaltungen zeigen oder verbergen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <location filename="../../ui/chat/options.py" />
      <source>Options of this conversation</source>
      <translation>Optionen dieser Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <location filename="../../ui/page.py" />
      <source>Dark colours</source>
      <translation>Dunkle Farben</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <source>cannot be used</source>
      <translation>nicht benutzbar</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <location filename="../../ui/models/installed.py" />
      <source>Open a model file…</source>
      <translation>Modelldatei öffnen…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <source>A .gguf file anywhere on this computer; it is used where it lies</source>
      <translation>Eine .gguf-Datei irgendwo auf diesem Computer; sie wird benutzt, wo sie liegt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <source>Get more models…</source>
      <translation>Mehr Modelle holen…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <source>What runs well on this computer, and search on Hugging Face</source>
      <translation>Was auf diesem Computer gut läuft, und die Suche auf Hugging Face</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <location filename="../../ui/page.py" />
      <source>Light colours</source>
      <translation>Helle Farben</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <source>Choose a model</source>
      <translation>Modell wählen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <source>Model that answers</source>
      <translation>Modell, das antwortet</translation>
    </message>
    <message>
      <location filename="../../ui/chat/header.py" />
      <source>Model: {label}</source>
      <translation>Modell: {label}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/leaving_line.py" />
      <source>See which</source>
      <translation>Welche?</translation>
    </message>
    <message>
      <location filename="../../ui/chat/leaving_line.py" />
      <location filename="../../ui/settings/setting_row.py" />
      <source>Choose…</source>
      <translation>Wählen…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/leaving_line.py" />
      <source>Show what the model will be sent: what is striped leaves</source>
      <translation>Zeigen, was das Modell bekommt: Gestreiftes fällt weg</translation>
    </message>
    <message>
      <location filename="../../ui/chat/leaving_line.py" />
      <source>Leave them out, sum them up, or let the model see more</source>
      <translation>Sie weglassen, zusammenfassen, oder das Modell mehr sehen lassen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/leaving_line.py" />
      <source>Change…</source>
      <translation>Ändern…</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/leaving_line.py" />
      <source>If you send this, the model no longer sees {count} more of the oldest messages.</source>
      <extracomment>For one: If you send this, the model no longer sees {count} more of the oldest messages.</extracomment>
      <translation>
        <numerusform>Wenn Sie das senden, sieht das Modell {count} weitere der ältesten Nachrichten nicht mehr.</numerusform>
        <numerusform>Wenn Sie das senden, sieht das Modell {count} weitere der ältesten Nachrichten nicht mehr.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/leaving_line.py" />
      <source>If you send this, the model no longer sees the {count} oldest messages.</source>
      <extracomment>For one: If you send this, the model no longer sees the oldest message.</extracomment>
      <translation>
        <numerusform>Wenn Sie das senden, sieht das Modell die älteste Nachricht nicht mehr.</numerusform>
        <numerusform>Wenn Sie das senden, sieht das Modell die {count} ältesten Nachrichten nicht mehr.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/leaving_line.py" />
      <source>With your next message the model no longer sees {count} more of the oldest messages.</source>
      <extracomment>For one: With your next message the model no longer sees {count} more of the oldest messages.</extracomment>
      <translation>
        <numerusform>Mit Ihrer nächsten Nachricht sieht das Modell {count} weitere der ältesten Nachrichten nicht mehr.</numerusform>
        <numerusform>Mit Ihrer nächsten Nachricht sieht das Modell {count} weitere der ältesten Nachrichten nicht mehr.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/leaving_line.py" />
      <source>With your next message the model no longer sees the {count} oldest messages.</source>
      <extracomment>For one: With your next message the model no longer sees the oldest message.</extracomment>
      <translation>
        <numerusform>Mit Ihrer nächsten Nachricht sieht das Modell die älteste Nachricht nicht mehr.</numerusform>
        <numerusform>Mit Ihrer nächsten Nachricht sieht das Modell die {count} ältesten Nachrichten nicht mehr.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/line_button.py" />
      <source>{text}. {more}</source>
      <translation>{text}. {more}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/made_with.py" />
      <source>Greatest length</source>
      <translation>Größte Länge</translation>
    </message>
    <message>
      <location filename="../../ui/chat/made_with.py" />
      <source>As the model and this computer suggest</source>
      <translation>Wie das Modell und dieser Computer es nahelegen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/made_with.py" />
      <source>Settings: {settings}</source>
      <translation>Einstellungen: {settings}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/message_buttons.py" />
      <source>Copy code</source>
      <translation>Code kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/chat/message_buttons.py" />
      <source>Jump to the latest message</source>
      <translation>Zur neuesten Nachricht springen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/meter.py" />
      <source>Choose that model above the conversation, then look again.</source>
      <translation>Dieses Modell über der Unterhaltung wählen, dann noch einmal nachsehen.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/model_choice.py" />
      <source>The model was unloaded after {count} minutes without a question; {memory} are free again. Your next question loads it.</source>
      <extracomment>For one: The model was unloaded after {count} minute without a question; {memory} are free again. Your next question loads it.</extracomment>
      <translation>
        <numerusform>Das Modell wurde nach {count} Minute ohne Frage entladen; {memory} sind wieder frei. Die nächste Frage lädt es.</numerusform>
        <numerusform>Das Modell wurde nach {count} Minuten ohne Frage entladen; {memory} sind wieder frei. Die nächste Frage lädt es.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_choice.py" />
      <source>The model answered no more and was ended. Your next question loads it.</source>
      <translation>Das Modell antwortete nicht mehr und wurde beendet. Ihre nächste Frage lädt es.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_choice.py" />
      <source>Loading the model was stopped. Your next question loads it.</source>
      <translation>Das Laden des Modells wurde angehalten. Ihre nächste Frage lädt es.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_menu.py" />
      <location filename="../../ui/shortcuts.py" />
      <source>Open a model file</source>
      <translation>Modelldatei öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_menu.py" />
      <source>Models (*.gguf);;All files (*)</source>
      <translation>Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_warning.py" />
      <source>The model file {file} was changed on the disk, so it was loaded again.</source>
      <translation>Die Modelldatei {file} wurde auf dem Laufwerk geändert, darum wurde sie neu geladen.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_warning.py" />
      <source>It may answer otherwise now. If you did not change it, choose another or download it again.</source>
      <translation>Vielleicht antwortet das Modell jetzt anders. Wenn die Änderung nicht von Ihnen ist, ein anderes wählen oder es neu herunterladen.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_warning.py" />
      <source>Go on with it</source>
      <translation>Damit weitermachen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_warning.py" />
      <source>A plain one stands in, which many models understand. Its answers may be worse.</source>
      <translation>Eine einfache springt ein, die viele Modelle verstehen. Seine Antworten sind vielleicht schlechter.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_warning.py" />
      <source>Answers come more slowly so. A shorter context takes less of the card's memory.</source>
      <translation>So kommen Antworten langsamer. Ein kürzerer Kontext braucht weniger Speicher der Karte.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/model_warning.py" />
      <source>Answers come more slowly so. A newer driver for the card may help.</source>
      <translation>Antworten kommen so langsamer. Vielleicht hilft ein neuerer Treiber für die Karte.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <location filename="../../ui/settings/presets.py" />
      <source>For example: Answer in short sentences.</source>
      <translation>Zum Beispiel: Antworte in kurzen Sätzen.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <location filename="../../ui/settings/presets.py" />
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>What the model is told first in this conversation.</source>
      <translation>Was dem Modell in dieser Unterhaltung als Erstes gesagt wird.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>Higher is more varied; 0 always takes the likeliest word.</source>
      <translation>Höher ist abwechslungsreicher; 0 nimmt immer das wahrscheinlichste Wort.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>Where an answer is cut off.</source>
      <translation>Wo eine Antwort abgeschnitten wird.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>How much of the conversation the model sees at once. More takes more memory.</source>
      <translation>Wie viel der Unterhaltung das Modell auf einmal sieht. Mehr braucht mehr Speicher.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>It takes {memory} of memory beside the model; with the full KV cache it would be {full}.</source>
      <translation>Er braucht neben dem Modell {memory} Speicher; mit vollem KV-Cache wären es {full}.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>It takes {memory} of memory beside the model, or {half} with the KV cache in half the memory, which the settings have under Engine.</source>
      <translation>Er braucht neben dem Modell {memory} Speicher, oder {half} mit dem KV-Cache im halben Speicher, den die Einstellungen unter Rechnen haben.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>The model is loaded again with the new context length.</source>
      <translation>Das Modell wird mit der neuen Kontextlänge neu geladen.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>as usual</source>
      <translation>wie üblich</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>the model's own</source>
      <translation>vom Modell</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <location filename="../../ui/settings/setting_row.py" />
      <source>Reset</source>
      <translation>Zurücksetzen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>Back to what suits the model</source>
      <translation>Zurück zu dem, was zum Modell passt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>Chosen for this computer and model</source>
      <translation>Für diesen Computer und dieses Modell gewählt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/options.py" />
      <source>Chosen for this computer and model ({tokens})</source>
      <translation>Für Computer und Modell gewählt ({tokens})</translation>
    </message>
    <message>
      <location filename="../../ui/chat/page.py" />
      <source>This is a copy up to that message. The conversation it came from is as it was.</source>
      <translation>Das ist eine Kopie bis zu jener Nachricht. Die ursprüngliche Unterhaltung ist unverändert.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Loading {model}…</source>
      <translation>{model} wird geladen…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Loading {model} · {percent}</source>
      <translation>{model} wird geladen · {percent}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Stopping…</source>
      <translation>Wird angehalten…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Waiting for the answer in another conversation</source>
      <translation>Wartet auf die Antwort in einer anderen Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Reading {done} of {tokens}</source>
      <translation>Liest {done} von {tokens}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Starting…</source>
      <translation>Beginnt…</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/progress.py" />
      <source>Reads {count} new tokens</source>
      <extracomment>For one: Reads {count} new token</extracomment>
      <translation>
        <numerusform>Liest {count} Token</numerusform>
        <numerusform>Liest {count} Token</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/progress.py" />
      <source>Reads {count} new tokens ({reused} already read)</source>
      <extracomment>For one: Reads {count} new token ({reused} already read)</extracomment>
      <translation>
        <numerusform>Liest {count} Token ({reused} bekannt)</numerusform>
        <numerusform>Liest {count} Token ({reused} bekannt)</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <location filename="../../ui/formats.py" />
      <location filename="../../ui/insight/compare_view.py" />
      <source>first word in {time}</source>
      <translation>erstes Wort in {time}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>typical answer in {time}</source>
      <translation>Antwort in {time}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>The model reads every token before it writes the first word.</source>
      <translation>Das Modell liest jedes Token, bevor es das erste Wort schreibt.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/progress.py" />
      <source>The model reads every token before it writes the first word: {count} new tokens at about {speed} tokens a second.</source>
      <extracomment>For one: The model reads every token before it writes the first word: {count} new token at about {speed} tokens a second.</extracomment>
      <translation>
        <numerusform>Das Modell liest jedes Token, bevor es das erste Wort schreibt: {count} neues Token, etwa {speed} Token in der Sekunde.</numerusform>
        <numerusform>Das Modell liest jedes Token, bevor es das erste Wort schreibt: {count} neue Token, etwa {speed} Token in der Sekunde.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Then it writes token by token: a typical answer here has {tokens}, at about {speed} tokens a second.</source>
      <translation>Dann schreibt es Token für Token: eine übliche Antwort hat hier {tokens}, etwa {speed} Token in der Sekunde.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>under 1 s</source>
      <translation>unter 1 s</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>about {time}</source>
      <translation>etwa {time}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Last answer · {figures}</source>
      <translation>Letzte Antwort · {figures}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <location filename="../../ui/insight/timeline.py" />
      <source>first word {time}</source>
      <translation>erstes Wort {time}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Resumed: {tokens} not read again</source>
      <translation>Fortgesetzt: {tokens} nicht neu gelesen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/progress.py" />
      <source>Resumed: {tokens} not read again, about {time} saved</source>
      <translation>Fortgesetzt: {tokens} nicht neu gelesen, etwa {time} gespart</translation>
    </message>
    <message>
      <location filename="../../ui/chat/remedies.py" />
      <source>There is not enough memory for this model to see so much at once.</source>
      <translation>Der Speicher reicht nicht, damit dieses Modell so viel auf einmal sieht.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/remedies.py" />
      <source>This model sees as much at once as it was made for.</source>
      <translation>Dieses Modell sieht schon so viel auf einmal, wie es überhaupt sehen kann.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/remedies.py" />
      <source>Another model may have room for it.</source>
      <translation>Ein anderes Modell hat vielleicht Platz dafür.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/remedies.py" />
      <source>This context is the smallest with which a model is of use.</source>
      <translation>Dieser Kontext ist der kleinste, mit dem ein Modell von Nutzen ist.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/remedies.py" />
      <source>A smaller model needs less memory. Closing other programs helps, too.</source>
      <translation>Ein kleineres Modell braucht weniger Speicher. Andere Programme zu schließen hilft ebenfalls.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/row.py" />
      <source>Thinking…</source>
      <translation>Denkt nach…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/row.py" />
      <source>Thought</source>
      <translation>Nachgedacht</translation>
    </message>
    <message>
      <location filename="../../ui/chat/row.py" />
      <source>Thought for {time}</source>
      <translation>{time} nachgedacht</translation>
    </message>
    <message>
      <location filename="../../ui/chat/seeing.py" />
      <source>The model is answering. What your next question sends is shown after that.</source>
      <translation>Das Modell antwortet gerade. Was Ihre nächste Frage sendet, wird danach gezeigt.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/seeing.py" />
      <source>No model is loaded now, and only a model can count what it would be sent.</source>
      <translation>Jetzt ist kein Modell geladen, und nur ein Modell kann zählen, was es bekäme.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/seeing.py" />
      <source>Your next question loads it; or choose one above the conversation.</source>
      <translation>Ihre nächste Frage lädt es; oder wählen Sie eines über der Unterhaltung.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Kept for the answer</source>
      <translation>Frei gehalten für die Antwort</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Free</source>
      <translation>Frei</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/segments.py" />
      <source>{count} messages</source>
      <extracomment>For one: {count} message</extracomment>
      <translation>
        <numerusform>{count} Nachricht</numerusform>
        <numerusform>{count} Nachrichten</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>System prompt: {words}</source>
      <translation>System-Prompt: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Summary of earlier messages: {words}</source>
      <translation>Zusammenfassung früherer Nachrichten: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Your question: {words}</source>
      <translation>Frage: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Answer: {words}</source>
      <translation>Antwort: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Attached: {name}</source>
      <translation>Angehängt: {name}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>What you are writing: {words}</source>
      <translation>Was gerade geschrieben wird: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>left out by you</source>
      <translation>von Hand weggelassen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>summed up</source>
      <translation>zusammengefasst</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>not sent</source>
      <translation>nicht gesendet</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>leaves</source>
      <translation>fällt weg</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Nothing to send yet. Room for {tokens}, {words}, with all answers.</source>
      <translation>Noch nichts zu senden. Platz für {tokens}, {words}, mit allen Antworten.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Sends {sent} of {context} tokens, {read} already read. Kept for the answer: {kept}.</source>
      <translation>Sendet {sent} von {context} Token, {read} schon gelesen. Für die Antwort frei gehalten: {kept}.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Sends {sent} of {context} tokens. Kept for the answer: {kept}.</source>
      <translation>Sendet {sent} von {context} Token. Für die Antwort frei: {kept}.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/segments.py" />
      <source>{count} messages have no room. {sends}</source>
      <extracomment>For one: {count} message has no room. {sends}</extracomment>
      <translation>
        <numerusform>{count} Nachricht hat keinen Platz. {sends}</numerusform>
        <numerusform>{count} Nachrichten haben keinen Platz. {sends}</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Each message will be a part of this bar. When it is full, the oldest ones leave.</source>
      <translation>Jede Nachricht wird ein Teil dieses Balkens. Ist er voll, fallen die ältesten weg.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Striped parts are not sent: beside what is kept for the answer there was no room, and several leave at once. Point at a part, or use the arrow keys: P pins it, X leaves it out.</source>
      <translation>Gestreiftes wird nicht gesendet: Neben dem, was für die Antwort frei bleibt, war kein Platz; mehrere fallen zugleich weg. Auf einen Teil zeigen oder Pfeiltasten: P heftet ihn an, X lässt ihn weg.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Striped parts are not sent: you left them out, or a summary stands for them. Point at a part, or use the arrow keys: P pins it, so that it is always sent; X leaves it out.</source>
      <translation>Gestreiftes wird nicht gesendet: Sie haben es weggelassen, oder eine Zusammenfassung steht dafür. Auf einen Teil zeigen oder Pfeiltasten: P heftet ihn an, damit er immer gesendet wird; X lässt ihn weg.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>When the bar is full, the oldest messages leave. Point at a part, or use the arrow keys: P pins it, so that it stays; X leaves it out.</source>
      <translation>Ist der Balken voll, fallen die ältesten Nachrichten weg. Zeigen Sie auf einen Teil oder nehmen Sie die Pfeiltasten: P heftet ihn an, dann bleibt er; X lässt ihn weg.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Sent with your next question. Pinned, it stays when older messages have to leave.</source>
      <translation>Geht mit Ihrer nächsten Frage mit. Angeheftet bleibt sie, wenn ältere Nachrichten weichen müssen.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Pinned: it is sent with each question, and others leave in its place.</source>
      <translation>Angeheftet: Sie geht mit jeder Frage mit, andere weichen an ihrer Stelle.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Striped, as you left it out: the model does not see it.</source>
      <translation>Gestreift, weil Sie sie weggelassen haben: Das Modell sieht sie nicht.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Striped, as a summary stands for it. Pinned, it is sent itself again.</source>
      <translation>Gestreift, weil eine Zusammenfassung für sie steht. Angeheftet wird sie wieder selbst gesendet.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Striped: beside what is kept for the answer there was no room for it, and several leave at once. Pinned, it is sent again and stays, and others leave.</source>
      <translation>Gestreift: Neben dem, was für die Antwort frei bleibt, war kein Platz dafür; mehrere fallen zugleich weg. Angeheftet wird es wieder gesendet und bleibt, und andere fallen weg.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>It leaves with your next message: there is no room beside what is kept for the answer. Pinned, it stays, and others leave.</source>
      <translation>Es fällt mit Ihrer nächsten Nachricht weg: Neben dem, was für die Antwort frei bleibt, ist kein Platz. Angeheftet bleibt es, und andere fallen weg.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/segments.py" />
      <source>That takes {count} tokens</source>
      <extracomment>For one: That takes {count} token</extracomment>
      <translation>
        <numerusform>Das nimmt {count} Token</numerusform>
        <numerusform>Das nimmt {count} Token</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>Without it there is room for others</source>
      <translation>Ohne es ist Platz für andere</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/segments.py" />
      <source>That saves {count} tokens</source>
      <extracomment>For one: That saves {count} token</extracomment>
      <translation>
        <numerusform>Das spart {count} Token</numerusform>
        <numerusform>Das spart {count} Token</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/segments.py" />
      <source>Without it: {count} tokens less</source>
      <extracomment>For one: Without it: {count} token less</extracomment>
      <translation>
        <numerusform>Ohne sie: {count} Token weniger</numerusform>
        <numerusform>Ohne sie: {count} Token weniger</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>what follows it is read again</source>
      <translation>was danach kommt, wird noch einmal gelesen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>first word in about {then}, now {now}</source>
      <translation>erstes Wort nach etwa {then}, jetzt {now}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/segments.py" />
      <source>a typical answer in {then}, now {now}</source>
      <translation>eine übliche Antwort nach {then}, jetzt {now}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Show tokens</source>
      <translation>Token zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Reproduce</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Make the answer again, with the same seed and settings, and compare</source>
      <translation>Die Antwort mit demselben Startwert und denselben Einstellungen noch einmal erzeugen und vergleichen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Copy all</source>
      <translation>Alles kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Making it again: {tokens}</source>
      <translation>Wird wiederholt: {tokens}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Stopped.</source>
      <translation>Angehalten.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>The same answer came out again, to the letter.</source>
      <translation>Es kam wieder dieselbe Antwort heraus, Buchstabe für Buchstabe.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Stop making it again</source>
      <translation>Wiederholung anhalten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Marks of the template</source>
      <translation>Marken der Chat-Vorlage</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>On a tint: read anew</source>
      <translation>Getönt: neu gelesen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>{tokens}: everything the model knew when it answered.</source>
      <translation>{tokens}: alles, was das Modell wusste, als es antwortete.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>{reused} of them were still in memory; only {tokens} had to be read.</source>
      <translation>{reused} davon waren noch im Speicher; nur {tokens} mussten gelesen werden.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>This was put together again from the conversation; earlier answers may have been split into tokens in another way.</source>
      <translation>Das wurde aus der Unterhaltung wieder zusammengesetzt; frühere Antworten waren vielleicht anders in Token geteilt.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Show text</source>
      <translation>Text zeigen</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>This time it came out differently after {count} characters: “{words}”</source>
      <extracomment>For one: This time it came out differently after {count} character: “{words}”</extracomment>
      <translation>
        <numerusform>Diesmal kam nach {count} Zeichen etwas anderes heraus: „{words}“</numerusform>
        <numerusform>Diesmal kam nach {count} Zeichen etwas anderes heraus: „{words}“</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>The model was sent another prompt: something before it was changed.</source>
      <translation>Das Modell bekam einen anderen Prompt: Etwas davor wurde geändert.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/sent_dialog.py" />
      <source>Where two words are nearly equally likely, the least difference in the sums decides; it depends on what was still in memory and in what portions the prompt was read.</source>
      <translation>Wo zwei Wörter fast gleich wahrscheinlich sind, entscheidet der kleinste Unterschied beim Rechnen; er hängt davon ab, was noch im Speicher war und in welchen Portionen der Prompt gelesen wurde.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/silence.py" />
      <source>Nothing has come from the model for {time}.</source>
      <translation>Seit {time} ist vom Modell nichts gekommen.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/silence.py" />
      <source>Stop it</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/silence.py" />
      <source>Wait</source>
      <translation>Warten</translation>
    </message>
    <message>
      <location filename="../../ui/chat/silence.py" />
      <source>It may be stuck, or this computer short of memory.</source>
      <translation>Vielleicht hängt es, oder diesem Computer fehlt Speicher.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/silence.py" />
      <source>It may be stuck, or this computer short of memory. What was said so far is kept.</source>
      <translation>Vielleicht hängt es, oder diesem Computer fehlt Speicher. Was bisher gesagt wurde, bleibt.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/silence.py" />
      <source>It works on an answer in another conversation, and may be stuck, or this computer short of memory. What was said so far is kept.</source>
      <translation>Es arbeitet an einer Antwort in einer anderen Unterhaltung. Vielleicht hängt es, oder diesem Computer fehlt Speicher. Was bisher gesagt wurde, bleibt.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>Show why</source>
      <translation>Zeigen, warum</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>Show why, and what makes it faster</source>
      <translation>Zeigen, warum, und was es schneller macht</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>Progress</source>
      <translation>Fortschritt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <location filename="../../ui/glossary.py" />
      <source>Context</source>
      <translation>Kontext</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>How much of the model's context the conversation and your draft fill.</source>
      <translation>Wie viel vom Kontext des Modells die Unterhaltung und Ihr Entwurf füllen.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>When all but that is full, the model no longer sees the oldest messages.</source>
      <translation>Ist alles andere voll, sieht das Modell die ältesten Nachrichten nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>When it is full, the model no longer sees the oldest messages.</source>
      <translation>Ist er voll, sieht das Modell die ältesten Nachrichten nicht mehr.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>Show what it will be sent</source>
      <translation>Zeigen, was gesendet wird</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>{count} tokens of it are kept for the answer: the grey part of the ring.</source>
      <translation>{count} Token davon bleiben für die Antwort frei: der graue Teil des Rings.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>More than {tokens}</source>
      <translation>Mehr als {tokens}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/status.py" />
      <source>{used} of {tokens}</source>
      <translation>{used} von {tokens}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summary_dialog.py" />
      <source>The model reads part {number} of {count} and writes…</source>
      <translation>Das Modell liest Teil {number} von {count} und schreibt…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summary_dialog.py" />
      <source>The model is writing…</source>
      <translation>Das Modell schreibt…</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summary_editing.py" />
      <source>The model gets this instead of the oldest messages, which stay in the conversation for you. Change what is wrong or missing. What stays has to be read again once.</source>
      <translation>Das Modell bekommt dies statt der ältesten Nachrichten, die hier in der Unterhaltung bleiben. Ändern, was falsch ist oder fehlt. Was bleibt, muss einmal neu gelesen werden.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summary_editing.py" />
      <source>Use the summary</source>
      <translation>Die Zusammenfassung benutzen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summary_editing.py" />
      <source>A new conversation begins with this in its box, to be sent with your next question. Change what is wrong or missing.</source>
      <translation>Eine neue Unterhaltung beginnt damit im Eingabefeld, um mit der nächsten Frage gesendet zu werden. Ändern, was falsch ist oder fehlt.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summary_editing.py" />
      <source>Start the new chat</source>
      <translation>Den neuen Chat beginnen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summary_editing.py" />
      <source>This is what we said before, in short:

{summary}</source>
      <translation>Das haben wir bisher besprochen, in Kürze:

{summary}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summary_editing.py" />
      <source>The model gets this instead of the messages above. Change what is wrong or missing.</source>
      <translation>Das Modell bekommt dies statt der Nachrichten darüber. Ändern, was falsch ist oder fehlt.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/summing_up.py" />
      <source>There is no older turn that could be summed up.</source>
      <translation>Es gibt keinen älteren Teil, der sich zusammenfassen ließe.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/telling.py" />
      <source>the model</source>
      <translation>Das Modell</translation>
    </message>
    <message>
      <location filename="../../ui/chat/transcript.py" />
      <source>Answer finished: {text}</source>
      <translation>Antwort fertig: {text}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/turns.py" />
      <source>Wait for the end of the answer, or stop it with Esc, to do this.</source>
      <translation>Dafür das Ende der Antwort abwarten oder sie mit Esc anhalten.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/turns.py" />
      <source>The last answer is not on the disk yet. Save it first.</source>
      <translation>Die letzte Antwort ist noch nicht auf dem Laufwerk. Erst muss sie gespeichert werden.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/turns.py" />
      <source>This conversation is being answered in another window.</source>
      <translation>Diese Unterhaltung wird in einem anderen Fenster beantwortet.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/walk.py" />
      <source>shown</source>
      <comment>of reasoning</comment>
      <translation>sichtbar</translation>
    </message>
    <message>
      <location filename="../../ui/chat/walk.py" />
      <source>folded</source>
      <comment>of reasoning</comment>
      <translation>zugeklappt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/walk.py" />
      <source>Link: {text}, {address}</source>
      <translation>Link: {text}, {address}</translation>
    </message>
    <message>
      <location filename="../../ui/chat/welcome.py" />
      <source>Private conversations with a language model that runs on this computer.
Nothing you write leaves it.</source>
      <translation>Private Unterhaltungen mit einem Sprachmodell, das auf diesem Computer läuft.
Nichts Geschriebenes verlässt ihn.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/welcome.py" />
      <source>The built-in guide answers: a tiny model that knows Inglenook and how models work.
For everything else there are bigger models; nothing is downloaded until you choose one.</source>
      <translation>Es antwortet der eingebaute Guide, auf Englisch: winzig, aber er kennt Inglenook.
Für alles andere gibt es größere Modelle; heruntergeladen wird nichts, bevor eines gewählt ist.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/welcome.py" />
      <source>For an answer it needs a model, and has none yet.</source>
      <translation>Für eine Antwort braucht es ein Modell und hat noch keines.</translation>
    </message>
    <message>
      <location filename="../../ui/chat/writing.py" />
      <source>Cancel editing</source>
      <translation>Bearbeiten abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/writing.py" />
      <source>Cancel the waiting message</source>
      <translation>Wartende Nachricht zurückziehen</translation>
    </message>
    <message>
      <location filename="../../ui/chat/writing.py" />
      <location filename="../../ui/notice_bar.py" />
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <location filename="../../ui/chat/writing.py" />
      <source>Editing your question: this makes a new version, the old one stays</source>
      <translation>Frage wird bearbeitet: Es entsteht eine neue Fassung, die alte bleibt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/writing.py" />
      <source>Write your question</source>
      <translation>Die Frage schreiben</translation>
    </message>
    <message>
      <location filename="../../ui/chat/writing.py" />
      <source>Correcting the answer: this makes a new version, the old one stays</source>
      <translation>Antwort wird berichtigt: Es entsteht eine neue Fassung, die alte bleibt</translation>
    </message>
    <message>
      <location filename="../../ui/chat/writing.py" />
      <source>Write what the answer should be</source>
      <translation>Schreiben, wie die Antwort lauten soll</translation>
    </message>
    <message>
      <location filename="../../ui/chat/writing.py" />
      <source>Waiting: {text}</source>
      <translation>Wartet: {text}</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/chat/writing.py" />
      <source>Deleted {count} messages</source>
      <extracomment>For one: Deleted one message</extracomment>
      <translation>
        <numerusform>Eine Nachricht gelöscht</numerusform>
        <numerusform>{count} Nachrichten gelöscht</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/conversation_list.py" />
      <source>Draft </source>
      <translation>Entwurf </translation>
    </message>
    <message>
      <location filename="../../ui/conversation_list.py" />
      <source>Title of the conversation</source>
      <translation>Titel der Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_list.py" />
      <source>List of conversations</source>
      <translation>Liste der Unterhaltungen</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>As Markdown…</source>
      <translation>Als Markdown…</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>As JSON, with all versions…</source>
      <translation>Als JSON, mit allen Fassungen…</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>As PDF…</source>
      <translation>Als PDF…</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Rename</source>
      <translation>Umbenennen</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Move to folder</source>
      <translation>In Ordner verschieben</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Bring back from the archive</source>
      <translation>Aus dem Archiv zurückholen</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Archive</source>
      <comment>what to do</comment>
      <translation>Archivieren</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <location filename="../../ui/settings/presets.py" />
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>New folder…</source>
      <translation>Neuer Ordner…</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Out of the folder</source>
      <translation>Aus dem Ordner nehmen</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Put back</source>
      <translation>Zurücklegen</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Delete for good…</source>
      <translation>Endgültig löschen…</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Empty the bin…</source>
      <translation>Papierkorb leeren…</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Rename folder…</source>
      <translation>Ordner umbenennen…</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Delete folder, keep its conversations</source>
      <translation>Ordner löschen, Unterhaltungen behalten</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Name of the new folder</source>
      <translation>Name des neuen Ordners</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Make folder</source>
      <translation>Ordner anlegen</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Name of the folder</source>
      <translation>Name des Ordners</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Nothing of it is left on the disk then, and it cannot be brought back.</source>
      <translation>Dann ist auf dem Laufwerk nichts mehr davon da, und es lässt sich nicht zurückholen.</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Delete “{title}” for good?</source>
      <translation>„{title}“ endgültig löschen?</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Delete for good</source>
      <translation>Endgültig löschen</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/conversation_menu.py" />
      <source>Delete {count} conversations for good?</source>
      <extracomment>For one: Delete {count} conversation for good?</extracomment>
      <translation>
        <numerusform>{count} Unterhaltung endgültig löschen?</numerusform>
        <numerusform>{count} Unterhaltungen endgültig löschen?</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Nothing of them is left on the disk then, and they cannot be brought back.</source>
      <translation>Dann ist auf dem Laufwerk nichts mehr von ihnen da, und sie lassen sich nicht zurückholen.</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_menu.py" />
      <source>Empty the bin</source>
      <translation>Papierkorb leeren</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <location filename="../../ui/glossary.py" />
      <source>Pinned</source>
      <translation>Angeheftet</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <source>Archive</source>
      <translation>Archiv</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <source>Bin</source>
      <translation>Papierkorb</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/conversation_rows.py" />
      <source>gone for good in {count} days</source>
      <extracomment>For one: gone for good tomorrow</extracomment>
      <translation>
        <numerusform>morgen endgültig weg</numerusform>
        <numerusform>in {count} Tagen endgültig weg</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <source>Nothing found</source>
      <translation>Nichts gefunden</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <source>Draft: {title}</source>
      <translation>Entwurf: {title}</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <source>{title}
Deleted, {detail}</source>
      <translation>{title}
Gelöscht, {detail}</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/conversation_rows.py" />
      <source>{count} conversations</source>
      <extracomment>For one: {count} conversation</extracomment>
      <translation>
        <numerusform>{count} Unterhaltung</numerusform>
        <numerusform>{count} Unterhaltungen</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <source>folded</source>
      <comment>of a folder</comment>
      <translation>zugeklappt</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <source>unfolded</source>
      <comment>of a folder</comment>
      <translation>aufgeklappt</translation>
    </message>
    <message>
      <location filename="../../ui/conversation_rows.py" />
      <source>is being answered</source>
      <translation>wird gerade beantwortet</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/desk.py" />
      <source>{count} answers are being written. What is there is kept, and can be continued.</source>
      <extracomment>For one: An answer is being written. What is there is kept, and can be continued.</extracomment>
      <translation>
        <numerusform>Eine Antwort wird gerade geschrieben. Was da ist, bleibt und kann fortgesetzt werden.</numerusform>
        <numerusform>{count} Antworten werden gerade geschrieben. Was da ist, bleibt und kann fortgesetzt werden.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/desk.py" />
      <source>An answer is not on the disk yet; what is missing there will be lost.</source>
      <translation>Eine Antwort ist noch nicht auf dem Laufwerk; was dort fehlt, geht verloren.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/desk.py" />
      <source>{count} downloads are running, and will go on from there at the next start.</source>
      <extracomment>For one: A download is running, and will go on from there at the next start.</extracomment>
      <translation>
        <numerusform>Ein Download läuft und geht beim nächsten Start von dort weiter.</numerusform>
        <numerusform>{count} Downloads laufen und gehen beim nächsten Start von dort weiter.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>This desktop has no tray: there is no icon, and closing the window ends Inglenook.</source>
      <translation>Dieser Desktop hat keine Leiste für Symbole: Es gibt keines, und das Schließen des Fensters beendet Inglenook.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>This desktop has no service that shows notifications.</source>
      <translation>Dieser Desktop hat keinen Dienst, der Benachrichtigungen zeigt.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>The answer is there.</source>
      <translation>Die Antwort ist da.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>The answer was broken off.</source>
      <translation>Die Antwort ist abgebrochen.</translation>
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>The download is finished.</source>
      <translation>Der Download ist fertig.</translation>
    </message>
    <message>
      <location filename="../../ui/exchange.py" />
      <source>Conversations (*.json *.zip);;All files (*)</source>
      <translation>Unterhaltungen (*.json *.zip);;Alle Dateien (*)</translation>
    </message>
    <message>
      <location filename="../../ui/exchange.py" />
      <source>Export as {kind}</source>
      <translation>Als {kind} exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/exchange.py" />
      <source>Saved as {name}</source>
      <translation>Gespeichert als {name}</translation>
    </message>
    <message>
      <location filename="../../ui/exchange.py" />
      <location filename="../../ui/settings/your_data.py" />
      <source>Export all conversations</source>
      <translation>Alle Unterhaltungen exportieren</translation>
    </message>
    <message>
      <location filename="../../ui/exchange.py" />
      <source>Inglenook conversations</source>
      <translation>Inglenook-Unterhaltungen</translation>
    </message>
    <message>
      <location filename="../../ui/exchange.py" />
      <source>JSON (*.json)</source>
      <translation>JSON (*.json)</translation>
    </message>
    <message>
      <location filename="../../ui/exchange.py" />
      <source>Folder for the Markdown files</source>
      <translation>Ordner für die Markdown-Dateien</translation>
    </message>
    <message>
      <location filename="../../ui/exchange.py" />
      <location filename="../../ui/settings/your_data.py" />
      <source>Import conversations</source>
      <translation>Unterhaltungen importieren</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/exchange.py" />
      <source>{count} conversations saved as {name}</source>
      <extracomment>For one: {count} conversation saved as {name}</extracomment>
      <translation>
        <numerusform>{count} Unterhaltung gespeichert als {name}</numerusform>
        <numerusform>{count} Unterhaltungen gespeichert als {name}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/exchange.py" />
      <source>{count} conversations added</source>
      <extracomment>For one: {count} conversation added</extracomment>
      <translation>
        <numerusform>{count} Unterhaltung hinzugefügt</numerusform>
        <numerusform>{count} Unterhaltungen hinzugefügt</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>cut at the answer length</source>
      <translation>bei der Antwortlänge abgeschnitten</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>context full</source>
      <translation>Kontext voll</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>stopped</source>
      <translation>angehalten</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>{thousands}k</source>
      <translation>{thousands} Tsd.</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>{millions}M</source>
      <translation>{millions} Mio.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/formats.py" />
      <source>{count} tokens</source>
      <extracomment>For one: {count} token</extracomment>
      <translation>
        <numerusform>{count} Token</numerusform>
        <numerusform>{count} Token</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>{number} tok/s</source>
      <translation>{number} Tok./s</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>{count} ms</source>
      <translation>{count} ms</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>{minutes} min {seconds} s</source>
      <translation>{minutes} min {seconds} s</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>less than a minute</source>
      <translation>weniger als eine Minute</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>about {count} min</source>
      <translation>etwa {count} min</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/formats.py" />
      <source>about {count} hours</source>
      <extracomment>For one: about {count} hour</extracomment>
      <translation>
        <numerusform>etwa {count} Stunde</numerusform>
        <numerusform>etwa {count} Stunden</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>more than two days</source>
      <translation>mehr als zwei Tage</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>yesterday</source>
      <translation>gestern</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/formats.py" />
      <source>{count} days ago</source>
      <extracomment>For one: {count} day ago</extracomment>
      <translation>
        <numerusform>vor {count} Tag</numerusform>
        <numerusform>vor {count} Tagen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/formats.py" />
      <source>{count} hours ago</source>
      <extracomment>For one: {count} hour ago</extracomment>
      <translation>
        <numerusform>vor {count} Stunde</numerusform>
        <numerusform>vor {count} Stunden</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/formats.py" />
      <source>{count} minutes ago</source>
      <extracomment>For one: {count} minute ago</extracomment>
      <translation>
        <numerusform>vor {count} Minute</numerusform>
        <numerusform>vor {count} Minuten</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>just now</source>
      <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/formats.py" />
      <source>about {count} words</source>
      <extracomment>For one: about {count} word</extracomment>
      <translation>
        <numerusform>etwa {count} Wort</numerusform>
        <numerusform>etwa {count} Wörter</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>Today</source>
      <translation>Heute</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>Yesterday</source>
      <translation>Gestern</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>Last week</source>
      <translation>Letzte Woche</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>Last month</source>
      <translation>Letzter Monat</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>d MMMM yyyy</source>
      <comment>how a day is written, in Qt's letters</comment>
      <translation>d. MMMM yyyy</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>yyyy-MM-dd</source>
      <comment>how a day is written in a table, in Qt's letters</comment>
      <translation>dd.MM.yyyy</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>yyyy-MM-dd HH:mm</source>
      <comment>how a moment is written, in Qt's letters</comment>
      <translation>dd.MM.yyyy HH:mm</translation>
    </message>
    <message>
      <location filename="../../ui/formats.py" />
      <source>{number}%</source>
      <translation>{number} %</translation>
    </message>
    <message>
      <location filename="../../ui/front.py" />
      <location filename="../../ui/settings/page.py" />
      <location filename="../../ui/shortcuts.py" />
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <location filename="../../ui/front.py" />
      <location filename="../../ui/insight/page.py" />
      <source>Insight</source>
      <translation>Einblick</translation>
    </message>
    <message>
      <location filename="../../ui/front.py" />
      <location filename="../../ui/shortcuts.py" />
      <location filename="../../ui/temporary.py" />
      <source>Temporary chat</source>
      <translation>Temporärer Chat</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>A file of numbers that continues text; a bigger one knows more and is slower.</source>
      <translation>Eine Datei voller Zahlen, die Text fortsetzt; eine größere weiß mehr und ist langsamer.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>Token</source>
      <translation>Token</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>A piece of a word: models read and write in tokens, and 100 English words are about 130.</source>
      <translation>Ein Stück eines Wortes: Modelle lesen und schreiben in Token, und 100 englische Wörter sind etwa 130.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>All that the model can see at once, counted in tokens: the conversation, your files and the answer.</source>
      <translation>Alles, was das Modell auf einmal sehen kann, in Token gezählt: das Gespräch, Ihre Dateien und die Antwort.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>tok/s</source>
      <translation>Tok./s</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>Tokens per second: how fast the model reads or writes. You read at about 5 tok/s yourself.</source>
      <translation>Token pro Sekunde: wie schnell das Modell liest oder schreibt. Sie selbst lesen mit etwa 5 Tok./s.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>First word</source>
      <translation>Erstes Wort</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>How long it takes until the answer begins: the model reads all that is new before that.</source>
      <translation>Wie lange es dauert, bis die Antwort beginnt: Vorher liest das Modell alles, was neu ist.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>Kept</source>
      <translation>Alt</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>Tokens the model has read before and still has in memory: they take no time again.</source>
      <translation>Token, die das Modell schon gelesen und noch im Speicher hat: Sie kosten keine Zeit mehr.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>A pinned message is sent with each question, also when older ones have to leave.</source>
      <translation>Eine angeheftete Nachricht wird mit jeder Frage gesendet, auch wenn ältere weichen müssen.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>Q8_0, Q4_K_M, …</source>
      <translation>Q8_0, Q4_K_M, …</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>How many bits are kept of each number of the model (quantization): Q8 is the most exact, Q4 about half as large and hardly worse, Q2 the smallest and the worst.</source>
      <translation>Wie viele Bits von jeder Zahl des Modells bleiben (Quantisierung): Q8 ist am genauesten, Q4 etwa halb so groß und kaum schlechter, Q2 am kleinsten und am schlechtesten.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>mWh, Wh</source>
      <translation>mWh, Wh</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>A mWh is a thousandth of a Wh of electricity; a phone's battery holds about 15 Wh.</source>
      <translation>Eine mWh ist ein Tausendstel einer Wh Strom; der Akku eines Telefons hat etwa 15 Wh.</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <location filename="../../ui/insight/journey_panel.py" />
      <source>How sure</source>
      <translation>Wie sicher</translation>
    </message>
    <message>
      <location filename="../../ui/glossary.py" />
      <source>How likely the model found each token it wrote. Sure does not mean true.</source>
      <translation>Wie wahrscheinlich das Modell jedes Token fand, das es schrieb. Sicher heißt nicht wahr.</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>See where the time went (Ctrl+J)</source>
      <translation>Sehen, wo die Zeit blieb (Strg+J)</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>See what the model is sent (Ctrl+I)</source>
      <translation>Sehen, was das Modell bekommt (Strg+I)</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Choose another model (Ctrl+Shift+M)</source>
      <translation>Ein anderes Modell wählen (Strg+Umschalt+M)</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>See the models for this computer (Ctrl+M)</source>
      <translation>Die Modelle für diesen Rechner sehen (Strg+M)</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>See for yourself (Ctrl+Shift+I)</source>
      <translation>Selbst nachsehen (Strg+Umschalt+I)</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>See every connection (Ctrl+Shift+L)</source>
      <translation>Jede Verbindung sehen (Strg+Umschalt+L)</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>All keys (Ctrl+/)</source>
      <translation>Alle Tasten (Strg+/)</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <location filename="../../ui/help_menu.py" />
      <source>Why is it slow?</source>
      <translation>Warum ist es langsam?</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Before its first word the model reads all that is new, so a long text or file takes long. Then it writes token by token, so a long answer takes long. A bigger model does both more slowly. Paste less, choose Short beside Send, or take a smaller model.</source>
      <translation>Vor dem ersten Wort liest das Modell alles, was neu ist; ein langer Text oder eine lange Datei dauert also lange. Dann schreibt es Token für Token; eine lange Antwort dauert also lange. Ein größeres Modell tut beides langsamer. Fügen Sie weniger ein, wählen Sie Kurz neben Senden, oder nehmen Sie ein kleineres Modell.</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <location filename="../../ui/help_menu.py" />
      <source>Why did it forget the beginning?</source>
      <translation>Warum hat es den Anfang vergessen?</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>A model sees only so much at once: its context. When that is full, the oldest messages are not sent any more, and a line in the conversation says where. Pin what must stay, or begin a new chat: it starts with an empty context.</source>
      <translation>Ein Modell sieht nur so viel auf einmal: seinen Kontext. Ist er voll, werden die ältesten Nachrichten nicht mehr gesendet, und eine Linie im Gespräch sagt, wo. Heften Sie an, was bleiben muss, oder beginnen Sie einen neuen Chat: Er beginnt mit leerem Kontext.</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>How do I pin a message, or leave one out?</source>
      <translation>Wie hefte ich eine Nachricht an, oder lasse eine weg?</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Press the pin below a message; Leave out is in the menu of the three dots beside it. Or open the strip of what the model is sent, point at a part and press Pin or Leave out.</source>
      <translation>Drücken Sie die Nadel unter einer Nachricht; Weglassen steht im Menü der drei Punkte daneben. Oder öffnen Sie den Balken dessen, was das Modell bekommt, zeigen auf einen Teil und drücken Anheften oder Weglassen.</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Does it learn from me?</source>
      <translation>Lernt es von mir?</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>No. The model is a file that is never changed. It knows what you wrote only because the whole conversation is sent to it again with each question.</source>
      <translation>Nein. Das Modell ist eine Datei, die nie geändert wird. Es weiß nur deshalb, was Sie schrieben, weil ihm das ganze Gespräch mit jeder Frage noch einmal gesendet wird.</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Is it true what it says?</source>
      <translation>Stimmt, was es sagt?</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Not always: a model continues text with what is likely. Small models are wrong more often. Check what matters; How sure, in the journey of an answer, shows where it guessed.</source>
      <translation>Nicht immer: Ein Modell setzt Text mit dem fort, was wahrscheinlich ist. Kleine Modelle irren öfter. Prüfen Sie, worauf es ankommt; Wie sicher, im Weg einer Antwort, zeigt, wo es geraten hat.</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Does anything leave this computer?</source>
      <translation>Verlässt etwas diesen Rechner?</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Nothing you write. Only the page of models uses the network, and each connection is listed.</source>
      <translation>Nichts, was Sie schreiben. Nur die Seite der Modelle nutzt das Netz, und jede Verbindung steht in einer Liste.</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <location filename="../../ui/shortcuts.py" />
      <location filename="../../ui/sidebar.py" />
      <source>Help</source>
      <translation>Hilfe</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <source>Questions and answers</source>
      <translation>Fragen und Antworten</translation>
    </message>
    <message>
      <location filename="../../ui/help_dialog.py" />
      <location filename="../../ui/help_menu.py" />
      <source>What do the words mean?</source>
      <translation>Was bedeuten die Wörter?</translation>
    </message>
    <message>
      <location filename="../../ui/help_menu.py" />
      <location filename="../../ui/shortcuts.py" />
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <location filename="../../ui/help_menu.py" />
      <location filename="../../ui/settings/about.py" />
      <source>Show log</source>
      <translation>Protokoll zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/help_menu.py" />
      <source>About Inglenook</source>
      <translation>Über Inglenook</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Compare</source>
      <translation>Vergleichen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Write a question for both models</source>
      <translation>Eine Frage an beide Modelle schreiben</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Question for both models</source>
      <translation>Frage an beide Modelle</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>First model</source>
      <translation>Erstes Modell</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Second model</source>
      <translation>Zweites Modell</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Compare two models</source>
      <translation>Zwei Modelle vergleichen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>The same question to both, one after the other. A smaller model answers faster and takes less energy; whether its answer will do is for you to say. Nothing of this is kept.</source>
      <translation>Dieselbe Frage an beide, nacheinander. Ein kleineres Modell antwortet schneller und braucht weniger Energie; ob seine Antwort genügt, entscheidet, wer fragt. Nichts davon wird aufgehoben.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>There is only one model on this computer. The page of models has others (Ctrl+M).</source>
      <translation>Auf diesem Rechner ist nur ein Modell. Andere gibt es auf der Seite der Modelle (Strg+M).</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Write a question first.</source>
      <translation>Zuerst eine Frage schreiben.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <location filename="../../ui/insight/proof_view.py" />
      <source>There is no model yet.</source>
      <translation>Es gibt noch kein Modell.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Answer of the {which}</source>
      <translation>Antwort: {which}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <location filename="../../ui/models/get_button.py" />
      <source>Waiting</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Loading, {percent}</source>
      <translation>Wird geladen, {percent}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Reading {done} of {total}</source>
      <translation>Liest {done} von {total}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>{time} in all</source>
      <translation>{time} insgesamt</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <location filename="../../ui/insight/totals_view.py" />
      <source>about {energy}</source>
      <translation>etwa {energy}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>Stopped before both had answered.</source>
      <translation>Angehalten, bevor beide geantwortet hatten.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>The second model took {time} of the first one's time, and {energy} of its energy.</source>
      <translation>Das zweite Modell brauchte {time} der Zeit des ersten und {energy} von dessen Energie.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/compare_view.py" />
      <source>The second model took {time} of the first one's time.</source>
      <translation>Das zweite Modell brauchte {time} der Zeit des ersten.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/first_card.py" />
      <source>A model does not learn from you: each new chat begins from nothing.</source>
      <translation>Ein Modell lernt nicht mit: Jeder neue Chat beginnt bei nichts.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/first_card.py" />
      <source>See for yourself</source>
      <translation>Selbst ansehen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/following.py" />
      <source>The journey of this answer</source>
      <translation>Der Weg dieser Antwort</translation>
    </message>
    <message>
      <location filename="../../ui/insight/following.py" />
      <source>The journey of an answer</source>
      <translation>Der Weg einer Antwort</translation>
    </message>
    <message>
      <location filename="../../ui/insight/following.py" />
      <location filename="../../ui/insight/journey_panel.py" />
      <source>The journey of the answer</source>
      <translation>Der Weg der Antwort</translation>
    </message>
    <message>
      <location filename="../../ui/insight/following.py" />
      <source>{name} is smaller and has written {times} times as fast here: run this question on it too</source>
      <translation>{name} ist kleiner und hat hier {times}-mal so schnell geschrieben: diese Frage auch damit stellen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/following.py" />
      <source>{name} is smaller, so about {times} times as fast: run this question on it too</source>
      <translation>{name} ist kleiner, also etwa {times}-mal so schnell: diese Frage auch damit stellen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/journey_panel.py" />
      <source>Close the journey</source>
      <translation>Den Weg schließen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/journey_panel.py" />
      <source>There is no answer here yet. Ask something, and this shows how it is made.</source>
      <translation>Hier ist noch keine Antwort. Fragen Sie etwas, dann ist hier zu sehen, wie sie entsteht.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/looking_closer.py" />
      <source>This answer was written by {model}. Choose that model to continue from another token.</source>
      <translation>Diese Antwort hat {model} geschrieben. Um mit einem anderen Token weiterzuschreiben, dieses Modell wählen.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>Show it</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>It does not learn</source>
      <translation>Es lernt nicht mit</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>A model is a file of numbers that was finished when it was made. It knows what you write only because the whole conversation is sent to it again with each question. In a new conversation it knows nothing of the others, and nothing you write changes the file: its fingerprint (SHA-256) stays the same.</source>
      <translation>Ein Modell ist eine Datei voller Zahlen, die fertig war, als es gemacht wurde. Es weiß nur deshalb, was Sie schreiben, weil ihm das ganze Gespräch mit jeder Frage noch einmal gesendet wird. In einem neuen Gespräch weiß es nichts von den anderen, und nichts, was Sie schreiben, ändert die Datei: Ihr Fingerabdruck (SHA-256) bleibt gleich.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>Trying it with {model}</source>
      <translation>Wird mit {model} ausprobiert</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>Reading the file, {percent}</source>
      <translation>Liest die Datei, {percent}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>Show it again</source>
      <translation>Noch einmal zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>Stopped before the end.</source>
      <translation>Vor dem Ende angehalten.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>The file is the same to the last bit. What the model was told is gone with the conversation.</source>
      <translation>Die Datei ist bis aufs letzte Bit dieselbe. Was dem Modell gesagt wurde, ist mit der Unterhaltung verschwunden.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>The file was changed meanwhile, by another program: models are never written to.</source>
      <translation>Die Datei wurde inzwischen von einem anderen Programm geändert: In Modelle wird nie geschrieben.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>Fingerprint of the file before</source>
      <translation>Fingerabdruck der Datei vorher</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>You: {words}</source>
      <translation>Ich: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>New conversation, you: {words}</source>
      <translation>Neue Unterhaltung, ich: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/proof_view.py" />
      <source>Fingerprint of the file after</source>
      <translation>Fingerabdruck der Datei nachher</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>Sure, over 90%</source>
      <translation>Sicher, über 90 %</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>Likely, 50 to 90%</source>
      <translation>Wahrscheinlich, 50 bis 90 %</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>Unsure, 20 to 50%</source>
      <translation>Unsicher, 20 bis 50 %</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>A guess, below 20%</source>
      <translation>Geraten, unter 20 %</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>Point at a word, or press the arrow keys.</source>
      <translation>Auf ein Wort zeigen oder die Pfeiltasten drücken.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>What could have stood here</source>
      <translation>Was hier hätte stehen können</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>Continue from this one instead</source>
      <translation>Stattdessen hiermit weiterschreiben</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>At each place a model gives every token it knows a probability, and one of the likely ones is drawn. Sure does not mean true.</source>
      <translation>An jeder Stelle gibt ein Modell jedem Token, das es kennt, eine Wahrscheinlichkeit, und eines der wahrscheinlichen wird gezogen. Sicher heißt nicht wahr.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <location filename="../../ui/insight/sure_note.py" />
      <source>How sure the model was</source>
      <translation>Wie sicher das Modell war</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>Here the model wrote {token}: {share}</source>
      <translation>Hier schrieb das Modell {token}: {share}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>{token}   (written)</source>
      <translation>{token}   (geschrieben)</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_dialog.py" />
      <source>below 1%</source>
      <translation>unter 1 %</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_note.py" />
      <source>For each token of an answer it can be recorded how likely the model found it, and what else could have stood there. That takes a little time and about 40 bytes a token, so it is off until you want it.</source>
      <translation>Zu jedem Token einer Antwort kann aufgezeichnet werden, wie wahrscheinlich das Modell es fand und was sonst dort hätte stehen können. Das braucht etwas Zeit und etwa 40 Byte je Token, darum ist es aus, bis es gewünscht wird.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_note.py" />
      <source>It is on now, but was not for this answer.</source>
      <translation>Jetzt ist es an, bei dieser Antwort war es das nicht.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_note.py" />
      <source>Record, and answer again</source>
      <translation>Aufzeichnen und neu antworten</translation>
    </message>
    <message>
      <location filename="../../ui/insight/sure_note.py" />
      <source>Record from now on</source>
      <translation>Ab jetzt aufzeichnen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <location filename="../../ui/insight/timeline.py" />
      <source>Into tokens</source>
      <translation>In Token</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <location filename="../../ui/insight/timeline.py" />
      <source>Reading</source>
      <translation>Lesen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <source>{new} new, {kept} kept</source>
      <translation>{new} neu, {kept} alt</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <source>Memory</source>
      <translation>Speicher</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <source>Not measured</source>
      <translation>Nicht gemessen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <location filename="../../ui/insight/totals_view.py" />
      <source>Energy</source>
      <translation>Energie</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <source>estimate</source>
      <translation>geschätzt</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <source>Not known</source>
      <translation>Nicht bekannt</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <source>Told at the end</source>
      <translation>Steht am Ende fest</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <source>{term}: {figures}</source>
      <translation>{term}: {figures}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/tiles.py" />
      <source>Press to read more.</source>
      <translation>Drücken, um mehr zu lesen.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/timeline.py" />
      <source>Timeline</source>
      <translation>Zeitleiste</translation>
    </message>
    <message>
      <location filename="../../ui/insight/timeline.py" />
      <source>up to {speed}</source>
      <translation>bis {speed}</translation>
    </message>
    <message>
      <location filename="../../ui/insight/token_text.py" />
      <source>The answer, token by token</source>
      <translation>Die Antwort, Token für Token</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Totals by</source>
      <translation>Summen nach</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>By week</source>
      <translation>Nach Woche</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>By model</source>
      <translation>Nach Modell</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>By conversation</source>
      <translation>Nach Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>No answer was measured yet.</source>
      <translation>Es wurde noch keine Antwort gemessen.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Week of</source>
      <translation>Woche ab</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <location filename="../../ui/network/rows.py" />
      <source>Sent</source>
      <translation>Gesendet</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Read</source>
      <translation>Gelesen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Written</source>
      <translation>Geschrieben</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Cost elsewhere</source>
      <translation>Anderswo</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Tokens of all prompts. The whole conversation is sent with each question.</source>
      <translation>Token aller Prompts. Mit jeder Frage wird die ganze Unterhaltung gesendet.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Of those sent, the tokens that had to be read; the others were still in memory.</source>
      <translation>Von den gesendeten die Token, die gelesen werden mussten; die anderen waren noch im Speicher.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/insight/totals_view.py" />
      <source>{count} answers: {written} tokens written, {read} read, in {time} of computing.</source>
      <extracomment>For one: {count} answer: {written} tokens written, {read} read, in {time} of computing.</extracomment>
      <translation>
        <numerusform>{count} Antwort: {written} Token geschrieben, {read} gelesen, in {time} Rechenzeit.</numerusform>
        <numerusform>{count} Antworten: {written} Token geschrieben, {read} gelesen, in {time} Rechenzeit.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Energy: {energy}.</source>
      <translation>Energie: {energy}.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/insight/totals_view.py" />
      <source>Of {count} earlier answers the energy is not known.</source>
      <extracomment>For one: Of {count} earlier answer the energy is not known.</extracomment>
      <translation>
        <numerusform>Von {count} früheren Antwort ist die Energie nicht bekannt.</numerusform>
        <numerusform>Von {count} früheren Antworten ist die Energie nicht bekannt.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>Give prices to see what a service on the network would have taken for the same tokens.</source>
      <translation>Mit eingetragenen Preisen steht hier, was ein Dienst im Netz für dieselben Token genommen hätte.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/totals_view.py" />
      <source>A service with these prices would have taken {cost} for the {sent} tokens sent, which are all prompts in full, and the {written} written.</source>
      <translation>Ein Dienst mit diesen Preisen hätte {cost} genommen: für die {sent} gesendeten Token, alle Prompts in voller Länge, und die {written} geschriebenen.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>{number} mWh</source>
      <translation>{number} mWh</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>{number} kWh</source>
      <translation>{number} kWh</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>{number} Wh</source>
      <translation>{number} Wh</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Into tokens. A model does not see letters: all it is sent is cut into tokens, pieces of words from a fixed list. This is the whole conversation so far with your question, {tokens}; it is sent anew with each question.</source>
      <translation>In Token. Ein Modell sieht keine Buchstaben: Alles, was es bekommt, wird in Token zerschnitten, Wortteile aus einer festen Liste. Das ist die ganze bisherige Unterhaltung mit der Frage, {tokens}; sie wird mit jeder Frage neu gesendet.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Reading. Before the first word the model computes with every token it has not seen yet: {new} of {total}. What was read before stays in memory and costs nothing, {kept} here. A long text that you paste is slow in this part.</source>
      <translation>Lesen. Vor dem ersten Wort rechnet das Modell mit jedem Token, das es noch nicht gesehen hat: {new} von {total}. Was schon gelesen war, bleibt im Speicher und kostet nichts, hier {kept}. Ein langer eingefügter Text ist in diesem Teil langsam.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Writing. The answer comes token by token, and for each one the whole model is gone through again: an answer twice as long takes twice the time. The line shows the speed; it falls as the conversation grows, and while other programs compute.</source>
      <translation>Schreiben. Die Antwort kommt Token für Token, und für jedes wird das ganze Modell noch einmal durchlaufen: Eine doppelt so lange Antwort dauert doppelt so lang. Die Linie zeigt das Tempo; es sinkt, wenn die Unterhaltung wächst und während andere Programme rechnen.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Memory that the model's process holds: its weights, and what it has read of this conversation. It is the model's size that counts most; a longer context takes more.</source>
      <translation>Speicher, den der Prozess des Modells belegt: seine Gewichte und was es von dieser Unterhaltung gelesen hat. Am meisten zählt die Größe des Modells; ein längerer Kontext braucht mehr.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>As much as a lamp of {watts} W takes in {time}.</source>
      <translation>So viel wie eine Lampe von {watts} W in {time}.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Energy, counted by the processor itself, for all programs that ran meanwhile.</source>
      <translation>Energie, vom Prozessor selbst gezählt, für alle Programme, die währenddessen liefen.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Energy, from the battery's power: that of the whole computer with its screen.</source>
      <translation>Energie, aus der Leistung des Akkus: die des ganzen Computers mit seinem Bildschirm.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Energy, an estimate, as this computer does not tell: the time its cores computed, times {watts} W, which a busy core takes. A graphics card is not counted.</source>
      <translation>Energie, eine Schätzung, weil dieser Computer sie nicht nennt: die Zeit, die seine Kerne rechneten, mal {watts} W, die ein beschäftigter Kern braucht. Eine Grafikkarte ist nicht mitgezählt.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Energy. It is not known for this answer.</source>
      <translation>Energie. Für diese Antwort ist sie nicht bekannt.</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Not measured over time</source>
      <translation>Nicht über die Zeit gemessen</translation>
    </message>
    <message>
      <location filename="../../ui/insight/wording.py" />
      <source>Speed over time: at first {first}, at the end {last}, at the slowest {least}</source>
      <translation>Tempo über die Zeit: zuerst {first}, am Ende {last}, am langsamsten {least}</translation>
    </message>
    <message>
      <location filename="../../ui/memory_note.py" />
      <source>{free} of {total} GB memory free</source>
      <translation>{free} von {total} GB Speicher frei</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_card.py" />
      <source>Recommended</source>
      <translation>Empfohlen</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_card.py" />
      <source>Size of {name}</source>
      <translation>Größe von {name}</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_card.py" />
      <source>All files</source>
      <translation>Alle Dateien</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_card.py" />
      <source>All files of {name}</source>
      <translation>Alle Dateien von {name}</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_card.py" />
      <source>Good for</source>
      <translation>Gut für</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_card.py" />
      <source>Not for</source>
      <translation>Nicht für</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_card.py" />
      <source>about {size}</source>
      <translation>etwa {size}</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>Well-known models</source>
      <translation>Bekannte Modelle</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>The one to try first on this computer is on top. Sizes come from Hugging Face, from where models are downloaded.</source>
      <translation>Oben steht das, was auf diesem Computer zuerst zu versuchen ist. Die Größen kommen von Hugging Face, woher die Modelle heruntergeladen werden.</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>Kind of model</source>
      <translation>Art des Modells</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>Show it first</source>
      <translation>Nach oben holen</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>Show all</source>
      <translation>Alle zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>Show all {count}</source>
      <translation>Alle {count} zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>To tell how fast models answer here, this computer is tried out once, for about half a minute: {percent} %. It stops as soon as you ask a model something.</source>
      <translation>Um zu sagen, wie schnell Modelle hier antworten, wird dieser Computer einmal erprobt, etwa eine halbe Minute lang: {percent} %. Das hört auf, sobald ein Modell etwas gefragt wird.</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>How fast models answer here is not known yet: {reason}. It is tried out when you come back to this page.</source>
      <translation>Wie schnell Modelle hier antworten, ist noch nicht bekannt: {reason}. Erprobt wird es, wenn diese Seite wieder offen ist.</translation>
    </message>
    <message>
      <location filename="../../ui/models/catalog_section.py" />
      <source>This computer was tried out: {model} suits it best.</source>
      <translation>Dieser Computer wurde erprobt: {model} passt am besten.</translation>
    </message>
    <message>
      <location filename="../../ui/models/computer.py" />
      <source>other programs keep this computer busy</source>
      <translation>andere Programme beschäftigen diesen Computer</translation>
    </message>
    <message>
      <location filename="../../ui/models/computer.py" />
      <source>this computer runs on its battery</source>
      <translation>dieser Computer läuft mit seinem Akku</translation>
    </message>
    <message>
      <location filename="../../ui/models/computer.py" />
      <source>a model is answering</source>
      <translation>ein Modell antwortet gerade</translation>
    </message>
    <message>
      <location filename="../../ui/models/desk.py" />
      <source>A download is running. Pause it, then the models can be moved.</source>
      <translation>Ein Download läuft. Ihn anhalten, dann können die Modelle verschoben werden.</translation>
    </message>
    <message>
      <location filename="../../ui/models/desk.py" />
      <source>{name} is on this computer now.</source>
      <translation>{name} ist jetzt auf diesem Computer.</translation>
    </message>
    <message>
      <location filename="../../ui/models/desk.py" />
      <location filename="../../ui/models/downloads.py" />
      <source>Chat with it</source>
      <translation>Damit chatten</translation>
    </message>
    <message>
      <location filename="../../ui/models/download_queue.py" />
      <source>This download failed because of a mistake in the program. Its bytes are kept.</source>
      <translation>Dieser Download ist an einem Fehler im Programm gescheitert. Seine Bytes bleiben erhalten.</translation>
    </message>
    <message>
      <location filename="../../ui/models/download_queue.py" />
      <source>The models are being moved.</source>
      <translation>Die Modelle werden gerade verschoben.</translation>
    </message>
    <message>
      <location filename="../../ui/models/download_queue.py" />
      <source>Download when that is done.</source>
      <translation>Danach herunterladen.</translation>
    </message>
    <message>
      <location filename="../../ui/models/download_queue.py" />
      <source>waiting</source>
      <comment>a download</comment>
      <translation>wartet</translation>
    </message>
    <message>
      <location filename="../../ui/models/download_queue.py" />
      <source>stopped</source>
      <comment>a download</comment>
      <translation>gestoppt</translation>
    </message>
    <message>
      <location filename="../../ui/models/download_queue.py" />
      <source>paused</source>
      <comment>a download</comment>
      <translation>angehalten</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Downloads</source>
      <translation>Downloads</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Progress of {name}</source>
      <translation>Fortschritt von {name}</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Pause</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Try now</source>
      <translation>Jetzt versuchen</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Enter a token</source>
      <translation>Token eintragen</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <location filename="../../ui/models/installed_card.py" />
      <location filename="../../ui/settings/token.py" />
      <source>Keep</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Cancel? {size} already downloaded will be thrown away.</source>
      <translation>Abbrechen? {size} schon Heruntergeladenes wird verworfen.</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Cancel download</source>
      <translation>Download abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Cancel the download of {name}</source>
      <translation>Den Download von {name} abbrechen</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Try now: {name}</source>
      <translation>Jetzt versuchen: {name}</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Enter a token in Settings for {name}</source>
      <translation>In den Einstellungen ein Token für {name} eintragen</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Take it off the list: {name}</source>
      <translation>Von der Liste nehmen: {name}</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Cancel: {name}</source>
      <translation>Abbrechen: {name}</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <location filename="../../ui/models/get_button.py" />
      <source>Resume</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Resume {name}</source>
      <translation>{name} fortsetzen</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Try again {name}</source>
      <translation>{name} noch einmal versuchen</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <location filename="../../ui/models/installed_card.py" />
      <source>Chat with {name}</source>
      <translation>Mit {name} chatten</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Pause {name}</source>
      <translation>{name} anhalten</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>{size} of {total}</source>
      <translation>{size} von {total}</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Waits for its turn · {size}</source>
      <translation>Wartet, bis es an der Reihe ist · {size}</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Checking what is here already</source>
      <translation>Prüft, was schon hier ist</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>{size}/s</source>
      <translation>{size}/s</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>{time} left</source>
      <translation>noch {time}</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>{what} Next try in {seconds} s.</source>
      <translation>{what} Nächster Versuch in {seconds} s.</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Verifying {total}</source>
      <translation>{total} werden geprüft</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Stopping</source>
      <translation>Wird angehalten</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Paused · {amount}</source>
      <translation>Angehalten · {amount}</translation>
    </message>
    <message>
      <location filename="../../ui/models/downloads.py" />
      <source>Ready · {total}, verified</source>
      <translation>Fertig · {total}, geprüft</translation>
    </message>
    <message>
      <location filename="../../ui/models/elsewhere.py" />
      <source>From other programs</source>
      <translation>Von anderen Programmen</translation>
    </message>
    <message>
      <location filename="../../ui/models/elsewhere.py" />
      <source>Found on this computer. They are used where they lie, not copied.</source>
      <translation>Auf diesem Computer gefunden. Sie werden benutzt, wo sie liegen, nicht kopiert.</translation>
    </message>
    <message>
      <location filename="../../ui/models/elsewhere.py" />
      <source>Use it</source>
      <translation>Benutzen</translation>
    </message>
    <message>
      <location filename="../../ui/models/elsewhere.py" />
      <source>Use {name}</source>
      <translation>{name} benutzen</translation>
    </message>
    <message>
      <location filename="../../ui/models/elsewhere.py" />
      <source>In {program}</source>
      <translation>In {program}</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <source>The best of them for this computer</source>
      <comment>size of a model</comment>
      <translation>Das beste davon für diesen Computer</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <source>Its only size</source>
      <comment>size of a model</comment>
      <translation>Die einzige Größe</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <location filename="../../ui/models/wording.py" />
      <source>Balanced</source>
      <comment>size of a model</comment>
      <translation>Ausgewogen</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <source>Nearly the quality of the full model at a third of its size.</source>
      <translation>Fast die Güte des vollen Modells bei einem Drittel der Größe.</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <location filename="../../ui/models/wording.py" />
      <source>Small</source>
      <comment>size of a model</comment>
      <translation>Klein</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <source>For computers with little memory. The smaller, the more mistakes.</source>
      <translation>Für Computer mit wenig Speicher. Je kleiner, desto mehr Fehler.</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <location filename="../../ui/models/wording.py" />
      <source>Large</source>
      <comment>size of a model</comment>
      <translation>Groß</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <source>Closest to the full model, and slower.</source>
      <translation>Dem vollen Modell am nächsten, und langsamer.</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <source>Others</source>
      <comment>size of a model</comment>
      <translation>Andere</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <source>Their names do not tell how the weights are stored.</source>
      <translation>Ihre Namen sagen nicht, wie die Gewichte gespeichert sind.</translation>
    </message>
    <message>
      <location filename="../../ui/models/file_list.py" />
      <source>{size} in {count} files</source>
      <translation>{size} in {count} Dateien</translation>
    </message>
    <message>
      <location filename="../../ui/models/found_row.py" />
      <source>by {maker}</source>
      <translation>von {maker}</translation>
    </message>
    <message>
      <location filename="../../ui/models/found_row.py" />
      <location filename="../../ui/models/repository_view.py" />
      <source>updated {day}</source>
      <translation>aktualisiert am {day}</translation>
    </message>
    <message>
      <location filename="../../ui/models/found_row.py" />
      <source>access on request</source>
      <translation>Zugang auf Anfrage</translation>
    </message>
    <message>
      <location filename="../../ui/models/found_row.py" />
      <location filename="../../ui/models/repository_view.py" />
      <source>{count} downloads</source>
      <translation>{count} Downloads</translation>
    </message>
    <message>
      <location filename="../../ui/models/found_row.py" />
      <source>{count} likes</source>
      <translation>{count} Likes</translation>
    </message>
    <message>
      <location filename="../../ui/models/gate_box.py" />
      <source>Ask for access</source>
      <translation>Zugang beantragen</translation>
    </message>
    <message>
      <location filename="../../ui/models/gate_box.py" />
      <source>Enter a token in Settings</source>
      <translation>Token in den Einstellungen eintragen</translation>
    </message>
    <message>
      <location filename="../../ui/models/gate_box.py" />
      <source>This model is handed out on request. Sign in at huggingface.co/{repo}, accept its terms, make an access token of that account, and enter it in Settings.</source>
      <translation>Dieses Modell gibt es auf Anfrage. Auf huggingface.co/{repo} anmelden, die Bedingungen annehmen, ein Zugriffstoken dieses Kontos erzeugen und in den Einstellungen eintragen.</translation>
    </message>
    <message>
      <location filename="../../ui/models/gate_box.py" />
      <source>Its makers look at each request, which can take days.</source>
      <translation>Die Hersteller sehen jede Anfrage an; das kann Tage dauern.</translation>
    </message>
    <message>
      <location filename="../../ui/models/get_button.py" />
      <source>Download</source>
      <translation>Herunterladen</translation>
    </message>
    <message>
      <location filename="../../ui/models/get_button.py" />
      <location filename="../../ui/models/installed_card.py" />
      <source>Chat</source>
      <translation>Chatten</translation>
    </message>
    <message>
      <location filename="../../ui/models/get_button.py" />
      <source>Show the downloads</source>
      <translation>Die Downloads zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed.py" />
      <location filename="../../ui/settings/your_data.py" />
      <source>On this computer</source>
      <translation>Auf diesem Computer</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed.py" />
      <source>A .gguf file anywhere on this computer</source>
      <translation>Eine .gguf-Datei irgendwo auf diesem Computer</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed.py" />
      <source>Move models…</source>
      <translation>Modelle verschieben…</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed.py" />
      <source>Move the models to another folder…</source>
      <translation>Die Modelle in einen anderen Ordner verschieben…</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed.py" />
      <source>Keep the downloaded models in another folder, as on a larger disk</source>
      <translation>Heruntergeladene Modelle in einem anderen Ordner aufheben, etwa auf einem größeren Laufwerk</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed.py" />
      <source>Show all {count} models</source>
      <translation>Alle {count} Modelle zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>In use</source>
      <translation>In Benutzung</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Draft model in use</source>
      <translation>Entwurfsmodell in Gebrauch</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Verify {name}: read it again, compare its checksum</source>
      <translation>{name} prüfen: neu lesen und die Prüfsumme vergleichen</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Show the folder of {name}</source>
      <translation>Den Ordner von {name} zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <location filename="../../ui/settings/token.py" />
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Its files of {size} go to the bin.</source>
      <translation>Seine Dateien ({size}) kommen in den Papierkorb.</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Its file of {size} goes to the bin.</source>
      <translation>Seine Datei ({size}) kommt in den Papierkorb.</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>It is taken off this list; its file stays at {path}.</source>
      <translation>Es wird von dieser Liste genommen; seine Datei bleibt in {path}.</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Remove {name}? {outcome}</source>
      <translation>{name} entfernen? {outcome}</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Verifying…</source>
      <translation>Wird geprüft…</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Remove it and download it again.</source>
      <translation>Entfernen und noch einmal herunterladen.</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Verifying: {percent}</source>
      <translation>Wird geprüft: {percent}</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>It is whole: every byte is as it was published.</source>
      <translation>Es ist vollständig: Jedes Byte ist, wie es veröffentlicht wurde.</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>Built in</source>
      <translation>Eingebaut</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>used {time}</source>
      <translation>benutzt {time}</translation>
    </message>
    <message>
      <location filename="../../ui/models/installed_card.py" />
      <source>{name} in {count} files</source>
      <translation>{name} in {count} Dateien</translation>
    </message>
    <message>
      <location filename="../../ui/models/moving_box.py" />
      <source>Move the models</source>
      <translation>Modelle verschieben</translation>
    </message>
    <message>
      <location filename="../../ui/models/moving_box.py" />
      <source>Progress of moving</source>
      <translation>Fortschritt des Verschiebens</translation>
    </message>
    <message>
      <location filename="../../ui/models/moving_box.py" />
      <source>Move</source>
      <translation>Verschieben</translation>
    </message>
    <message>
      <location filename="../../ui/models/moving_box.py" />
      <source>Folder for the models</source>
      <translation>Ordner für die Modelle</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/models/moving_box.py" />
      <source>Move {count} models ({size}) to {folder}? Downloads go there from then on.</source>
      <extracomment>For one: Move {count} model ({size}) to {folder}? Downloads go there from then on.</extracomment>
      <translation>
        <numerusform>{count} Modell ({size}) nach {folder} verschieben? Downloads gehen dann dorthin.</numerusform>
        <numerusform>{count} Modelle ({size}) nach {folder} verschieben? Downloads gehen dann dorthin.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/models/moving_box.py" />
      <source>Moving the models to {folder}.</source>
      <translation>Die Modelle werden nach {folder} verschoben.</translation>
    </message>
    <message>
      <location filename="../../ui/models/moving_box.py" />
      <source>The models are in {folder} now.</source>
      <translation>Die Modelle sind jetzt in {folder}.</translation>
    </message>
    <message>
      <location filename="../../ui/models/moving_box.py" />
      <source>Of these a copy stays in the old folder, for it could not be removed: {files}.</source>
      <translation>Von diesen bleibt eine Kopie im alten Ordner, weil sie nicht entfernt werden konnte: {files}.</translation>
    </message>
    <message>
      <location filename="../../ui/models/moving_box.py" />
      <source>Stopped. The models are where they were; moving them later goes on from here.</source>
      <translation>Angehalten. Die Modelle sind, wo sie waren; späteres Verschieben geht hier weiter.</translation>
    </message>
    <message>
      <location filename="../../ui/models/page.py" />
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <location filename="../../ui/models/page.py" />
      <location filename="../../ui/models/problem_box.py" />
      <location filename="../../ui/settings/token.py" />
      <source>Access token</source>
      <translation>Zugriffstoken</translation>
    </message>
    <message>
      <location filename="../../ui/models/problem_box.py" />
      <source>Open Settings</source>
      <translation>Einstellungen öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/models/repository_view.py" />
      <source>Open on huggingface.co</source>
      <translation>Auf huggingface.co öffnen</translation>
    </message>
    <message>
      <location filename="../../ui/models/repository_view.py" />
      <source>Asking Hugging Face…</source>
      <translation>Hugging Face wird gefragt…</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_box.py" />
      <source>Search Hugging Face</source>
      <translation>Hugging Face durchsuchen</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_box.py" />
      <source>Search Hugging Face, or paste a link</source>
      <translation>Hugging Face durchsuchen oder Link einfügen</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_box.py" />
      <location filename="../../ui/network/rows.py" />
      <location filename="../../ui/settings/page.py" />
      <location filename="../../ui/sidebar.py" />
      <source>Search</source>
      <translation>Suche</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_box.py" />
      <source>Words to search for, a link, or org/name. Press Return.</source>
      <translation>Suchwörter, ein Link oder org/name. Mit Enter suchen.</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Most downloaded</source>
      <translation>Am meisten geladen</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Most liked</source>
      <translation>Am beliebtesten</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Recently updated</source>
      <translation>Zuletzt aktualisiert</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Any size</source>
      <translation>Jede Größe</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Up to 3B</source>
      <translation>Bis 3B</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>3B to 9B</source>
      <translation>3B bis 9B</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>9B to 35B</source>
      <translation>9B bis 35B</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Over 35B</source>
      <translation>Über 35B</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Any licence</source>
      <translation>Jede Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Order</source>
      <translation>Reihenfolge</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Fits this computer</source>
      <translation>Passt auf diesen Computer</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Free to download</source>
      <translation>Frei herunterzuladen</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Leaves out models for which you must ask for access on huggingface.co</source>
      <translation>Lässt Modelle weg, für die man auf huggingface.co Zugang beantragen muss</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Search cancelled.</source>
      <translation>Suche abgebrochen.</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Nothing was found for “{text}”. Try fewer words or other filters.</source>
      <translation>Für „{text}“ wurde nichts gefunden. Weniger Wörter oder andere Filter versuchen.</translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>Nothing was found. Try other filters.</source>
      <translation>Es wurde nichts gefunden. Andere Filter versuchen.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/models/search_view.py" />
      <source>{count} found for “{text}”</source>
      <extracomment>For one: {count} found for “{text}”</extracomment>
      <translation>
        <numerusform>{count} gefunden für „{text}“</numerusform>
        <numerusform>{count} gefunden für „{text}“</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/models/search_view.py" />
      <source>{count} found of the most popular models</source>
      <extracomment>For one: {count} found of the most popular models</extracomment>
      <translation>
        <numerusform>{count} der beliebtesten Modelle gefunden</numerusform>
        <numerusform>{count} der beliebtesten Modelle gefunden</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/models/search_view.py" />
      <source>{told} so far</source>
      <translation>{told}, bisher</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Gemma licence</source>
      <translation>Gemma-Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>its own licence</source>
      <translation>eigene Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Llama licence</source>
      <translation>Llama-Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>LFM licence</source>
      <translation>LFM-Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Qwen licence</source>
      <translation>Qwen-Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Falcon licence</source>
      <translation>Falcon-Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>CC BY-NC, not for business</source>
      <translation>CC BY-NC, nicht gewerblich</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Everyday chat</source>
      <translation>Alltag</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Code</source>
      <translation>Code</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Many languages</source>
      <translation>Viele Sprachen</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Arabic</source>
      <comment>a language</comment>
      <translation>Arabisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Czech</source>
      <comment>a language</comment>
      <translation>Tschechisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>German</source>
      <comment>a language</comment>
      <translation>Deutsch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>English</source>
      <comment>a language</comment>
      <translation>Englisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Spanish</source>
      <comment>a language</comment>
      <translation>Spanisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>French</source>
      <comment>a language</comment>
      <translation>Französisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Hindi</source>
      <comment>a language</comment>
      <translation>Hindi</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Indonesian</source>
      <comment>a language</comment>
      <translation>Indonesisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Italian</source>
      <comment>a language</comment>
      <translation>Italienisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Japanese</source>
      <comment>a language</comment>
      <translation>Japanisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Korean</source>
      <comment>a language</comment>
      <translation>Koreanisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Dutch</source>
      <comment>a language</comment>
      <translation>Niederländisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Polish</source>
      <comment>a language</comment>
      <translation>Polnisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Portuguese</source>
      <comment>a language</comment>
      <translation>Portugiesisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Russian</source>
      <comment>a language</comment>
      <translation>Russisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Thai</source>
      <comment>a language</comment>
      <translation>Thailändisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Turkish</source>
      <comment>a language</comment>
      <translation>Türkisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Ukrainian</source>
      <comment>a language</comment>
      <translation>Ukrainisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Vietnamese</source>
      <comment>a language</comment>
      <translation>Vietnamesisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>Chinese</source>
      <comment>a language</comment>
      <translation>Chinesisch</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>licence {name}</source>
      <translation>Lizenz {name}</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>{first}, {second} and {count} more</source>
      <translation>{first}, {second} und {count} weitere</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>{number} parameters</source>
      <translation>{number} Parameter</translation>
    </message>
    <message>
      <location filename="../../ui/models/wording.py" />
      <source>context of {tokens}</source>
      <translation>Kontext von {tokens}</translation>
    </message>
    <message>
      <location filename="../../ui/network/note.py" />
      <source>Network: {told}</source>
      <translation>Netz: {told}</translation>
    </message>
    <message>
      <location filename="../../ui/network/page.py" />
      <source>Inglenook uses the network only for the Models page, which asks Hugging Face, and to download models from there. What you write, what models answer and how you use the program is never sent.</source>
      <translation>Inglenook benutzt das Netz nur für die Seite Modelle, die Hugging Face fragt, und um Modelle von dort herunterzuladen. Was hier geschrieben wird, was Modelle antworten und wie das Programm benutzt wird, wird nie gesendet.</translation>
    </message>
    <message>
      <location filename="../../ui/network/page.py" />
      <source>It was started with --offline, and stays so until it is closed.</source>
      <translation>Es wurde mit --offline gestartet und bleibt so, bis es geschlossen wird.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/network/page.py" />
      <source>{count} connections since start</source>
      <extracomment>For one: {count} connection since start</extracomment>
      <translation>
        <numerusform>{count} Verbindung seit Start</numerusform>
        <numerusform>{count} Verbindungen seit Start</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/network/page.py" />
      <source>Clear the list…</source>
      <translation>Liste leeren…</translation>
    </message>
    <message>
      <location filename="../../ui/network/page.py" />
      <source>No connection was ever made.</source>
      <translation>Es gab noch nie eine Verbindung.</translation>
    </message>
    <message>
      <location filename="../../ui/network/page.py" />
      <source>Connections, newest first</source>
      <translation>Verbindungen, neueste zuerst</translation>
    </message>
    <message>
      <location filename="../../ui/network/page.py" />
      <source>{count} in the list, {size} in all</source>
      <translation>{count} in der Liste, zusammen {size}</translation>
    </message>
    <message numerus="yes">
      <location filename="../../ui/network/page.py" />
      <source>The list forgets {count} connections for good.</source>
      <extracomment>For one: The list forgets {count} connection for good.</extracomment>
      <translation>
        <numerusform>Die Liste vergisst {count} Verbindung endgültig.</numerusform>
        <numerusform>Die Liste vergisst {count} Verbindungen endgültig.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../ui/network/page.py" />
      <source>Clear the list?</source>
      <translation>Die Liste leeren?</translation>
    </message>
    <message>
      <location filename="../../ui/network/page.py" />
      <location filename="../../ui/search_field.py" />
      <source>Clear</source>
      <translation>Leeren</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>When</source>
      <translation>Wann</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>Server</source>
      <translation>Server</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>What for</source>
      <translation>Wofür</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>Received</source>
      <translation>Empfangen</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>Files of recommended models</source>
      <translation>Dateien empfohlener Modelle</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>Files of {name}</source>
      <translation>Dateien von {name}</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>Facts about {name}</source>
      <translation>Angaben zu {name}</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>Download of {name}</source>
      <translation>Download von {name}</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>{purpose}, opened {times} times</source>
      <translation>{purpose}, {times}-mal geöffnet</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>still open, or not ended in order</source>
      <translation>noch offen oder nicht ordentlich beendet</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>{lasted}, opened {count} times</source>
      <translation>{lasted}, {count}-mal geöffnet</translation>
    </message>
    <message>
      <location filename="../../ui/network/rows.py" />
      <source>{host}, port {port}</source>
      <translation>{host}, Port {port}</translation>
    </message>
    <message>
      <location filename="../../ui/notice_bar.py" />
      <source>Bring it back</source>
      <translation>Zurückholen</translation>
    </message>
    <message>
      <location filename="../../ui/notice_bar.py" />
      <source>Show it in its folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/on_disk.py" />
      <source>It is here: {path}</source>
      <translation>Es liegt hier: {path}</translation>
    </message>
    <message>
      <location filename="../../ui/on_disk.py" />
      <source>This system has no program that shows it.</source>
      <translation>Dieses System hat kein Programm, das es zeigt.</translation>
    </message>
    <message>
      <location filename="../../ui/scroll_bar.py" />
      <source>Scroll</source>
      <translation>Blättern</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <source>Version {version}</source>
      <translation>Version {version}</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <source>Private chat with language models that run on your own computer. What you write stays here; the program connects to the net only to find and download models, when you ask for it.</source>
      <translation>Privater Chat mit Sprachmodellen, die auf dem eigenen Computer laufen. Was hier geschrieben wird, bleibt hier; ins Netz geht das Programm nur, um auf Wunsch Modelle zu suchen und herunterzuladen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <source>Versions</source>
      <translation>Versionen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <location filename="../../ui/settings/your_data.py" />
      <source>Log</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <source>When something goes wrong, the log says more. Nothing that you write or that models answer is in it.</source>
      <translation>Geht etwas schief, steht im Protokoll mehr. Nichts, was hier geschrieben wird oder was Modelle antworten, steht darin.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <location filename="../../ui/settings/licences.py" />
      <source>Licences</source>
      <translation>Lizenzen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <source>Inglenook is free software under the MIT licence. It uses llama.cpp (MIT), Qt (LGPL), and the fonts Inter and JetBrains Mono (OFL).</source>
      <translation>Inglenook ist freie Software unter der MIT-Lizenz. Es benutzt llama.cpp (MIT), Qt (LGPL) und die Schriften Inter und JetBrains Mono (OFL).</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <source>Show licences</source>
      <translation>Lizenzen zeigen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/about.py" />
      <source>(not installed)</source>
      <translation>(nicht installiert)</translation>
    </message>
    <message>
      <location filename="../../ui/settings/assembly.py" />
      <source>Your data</source>
      <translation>Daten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/assembly.py" />
      <source>About</source>
      <translation>Über</translation>
    </message>
    <message>
      <location filename="../../ui/settings/card_note.py" />
      <source>This installation computes with the processor only.</source>
      <translation>Diese Installation rechnet nur mit dem Prozessor.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/card_note.py" />
      <source>The engine sees no graphics card on this computer.</source>
      <translation>Die Rechenkomponente sieht auf diesem Computer keine Grafikkarte.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/draft_choice.py" />
      <source>In use: {name}.</source>
      <translation>In Gebrauch: {name}.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/draft_choice.py" />
      <source>No model on this computer suits {model}: one with the same vocabulary and at most a third of its size.</source>
      <translation>Kein Modell auf diesem Rechner passt zu {model}: eines mit demselben Vokabular und höchstens einem Drittel der Größe.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/draft_choice.py" />
      <source>There is too little memory for one beside {model}.</source>
      <translation>Neben {model} ist für eines zu wenig Speicher frei.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Models go first. The comparison goes on by itself, about a minute after one last computed.</source>
      <translation>Modelle gehen vor. Der Vergleich geht von selbst weiter, etwa eine Minute nachdem zuletzt eines gerechnet hat.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Other programs keep this computer busy. The comparison goes on by itself after that.</source>
      <translation>Andere Programme lasten diesen Computer aus. Der Vergleich geht danach von selbst weiter.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>This computer runs on its battery. The comparison goes on by itself when it is plugged in.</source>
      <translation>Dieser Computer läuft auf Akku. Der Vergleich geht von selbst weiter, wenn er am Netz ist.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Stopped. What is finished of it is kept until Inglenook is closed.</source>
      <translation>Angehalten. Was davon fertig ist, bleibt, bis Inglenook geschlossen wird.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>any processor</source>
      <translation>jeder Prozessor</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>AVX2</source>
      <translation>AVX2</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>AVX-512</source>
      <translation>AVX-512</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Engine in use</source>
      <translation>Rechenkomponente in Benutzung</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>{model} computes with the part "{variant}". Threads: {read} for reading, {write} for writing.</source>
      <translation>{model} rechnet mit dem Teil „{variant}“. Threads: {read} zum Lesen, {write} zum Schreiben.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>From its next load on: the part "{variant}", {read} for reading, {write} for writing.</source>
      <translation>Ab dem nächsten Laden: der Teil „{variant}“, {read} zum Lesen, {write} zum Schreiben.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>The fastest part for this processor</source>
      <translation>Der schnellste Teil für diesen Prozessor</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Compare now</source>
      <translation>Jetzt vergleichen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Progress of comparing</source>
      <translation>Fortschritt des Vergleichs</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Compare the engine's parts now</source>
      <translation>Die Teile der Rechenkomponente jetzt vergleichen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Stop comparing</source>
      <translation>Vergleich anhalten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>The engine has a part for each kind of processor.</source>
      <translation>Die Rechenkomponente hat für jede Art von Prozessor einen Teil.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>The engine has a part for each kind of processor. They were not compared here yet.</source>
      <translation>Die Rechenkomponente hat für jede Art von Prozessor einen Teil. Hier wurden sie noch nicht verglichen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>No part could be measured here, so the engine chooses one itself.</source>
      <translation>Kein Teil konnte hier gemessen werden, deshalb wählt die Rechenkomponente selbst einen aus.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>That would be "{name}", but it crashed with a model: another one computes.</source>
      <translation>Das wäre „{name}“, doch er ist mit einem Modell abgestürzt: Ein anderer rechnet.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>On this computer that is "{name}".</source>
      <translation>Auf diesem Computer ist das „{name}“.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>The graphics card computes, too.</source>
      <translation>Die Grafikkarte rechnet mit.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Other programs computed meanwhile, so it is compared again by itself after that.</source>
      <translation>Andere Programme haben währenddessen gerechnet; deshalb wird danach von selbst noch einmal verglichen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Comparing: {percent}. It stops as soon as a model is wanted.</source>
      <translation>Vergleich: {percent}. Er hält an, sobald ein Modell gebraucht wird.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>That happens by itself, about a minute after a model last computed.</source>
      <translation>Das geschieht von selbst, etwa eine Minute nachdem zuletzt ein Modell gerechnet hat.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>What was compared</source>
      <translation>Was verglichen wurde</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>With a made-up model, for all in the same way. Real models are faster or slower.</source>
      <translation>Mit einem erfundenen Modell, bei allen auf dieselbe Weise. Echte Modelle sind schneller oder langsamer.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Graphics card</source>
      <translation>Grafikkarte</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Left out.</source>
      <translation>Ausgelassen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>It crashed.</source>
      <translation>Er ist abgestürzt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Left out, for it computes wrongly.</source>
      <translation>Ausgelassen, denn er rechnet falsch.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Left out until Inglenook is closed, for it crashed with a model.</source>
      <translation>Ausgelassen, bis Inglenook geschlossen wird, denn er ist mit einem Modell abgestürzt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Reads {read} and writes {write} tokens a second.</source>
      <translation>Liest {read} und schreibt {write} Token in der Sekunde.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>The fastest.</source>
      <translation>Der schnellste.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Not used, for the processor alone is faster.</source>
      <translation>Nicht benutzt, denn der Prozessor allein ist schneller.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Works, but is much slower than the fastest.</source>
      <translation>Funktioniert, ist aber viel langsamer als der schnellste.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/engine.py" />
      <source>Works. Its speed could not be measured.</source>
      <translation>Funktioniert. Wie schnell er ist, konnte nicht gemessen werden.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/kv_cache_note.py" />
      <source>With {model} this saves nothing: its shape allows only the full cache, of {memory}.</source>
      <translation>Bei {model} spart das nichts: Seine Form erlaubt nur den vollen Cache, mit {memory}.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/licences.py" />
      <source>Text of the licence</source>
      <translation>Text der Lizenz</translation>
    </message>
    <message>
      <location filename="../../ui/settings/licences.py" />
      <source>Parts of the program</source>
      <translation>Teile des Programms</translation>
    </message>
    <message>
      <location filename="../../ui/settings/licences.py" />
      <source>What Inglenook is made of. Qt is used under the LGPL, as libraries of its own in the PySide6 folder: they can be replaced by other builds of the same version, whose sources are at download.qt.io.</source>
      <translation>Woraus Inglenook gemacht ist. Qt wird unter der LGPL benutzt, als eigene Bibliotheken im Ordner PySide6: Sie lassen sich durch andere Builds derselben Version ersetzen; deren Quelltext liegt auf download.qt.io.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/licences.py" />
      <source>It brings no text of its licence along.</source>
      <translation>Es bringt keinen Text seiner Lizenz mit.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/page.py" />
      <source>Basic</source>
      <translation>Einfach</translation>
    </message>
    <message>
      <location filename="../../ui/settings/page.py" />
      <source>Advanced</source>
      <translation>Erweitert</translation>
    </message>
    <message>
      <location filename="../../ui/settings/page.py" />
      <source>Search settings</source>
      <translation>Einstellungen suchen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/page.py" />
      <source>No setting has these words.</source>
      <translation>Keine Einstellung hat diese Wörter.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>A preset is a name for a system prompt and how words are chosen. Choose one for a conversation with the sign beside the model's name. What a preset does not say is as in the settings; what is automatic there is as the model's maker recommends.</source>
      <translation>Eine Vorlage ist ein Name für einen System-Prompt und für die Wahl der Wörter. Für eine Unterhaltung wählt man sie mit dem Zeichen neben dem Namen des Modells. Was eine Vorlage nicht sagt, ist wie in den Einstellungen; was dort automatisch ist, wie der Hersteller des Modells es empfiehlt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>Conversations that use it go on with what the settings say.</source>
      <translation>Unterhaltungen, die sie benutzen, gehen mit dem weiter, was die Einstellungen sagen.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>Delete the preset “{name}”?</source>
      <translation>Die Vorlage „{name}“ löschen?</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>New preset…</source>
      <translation>Neue Vorlage…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>For new chats</source>
      <translation>Für neue Chats</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>Use for new chats</source>
      <translation>Für neue Chats benutzen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>New chats begin with this preset; press to end that</source>
      <translation>Neue Chats beginnen mit dieser Vorlage; drücken, um das zu beenden</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>Begin new chats with this preset</source>
      <translation>Neue Chats mit dieser Vorlage beginnen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>Edit {name}</source>
      <translation>{name} bearbeiten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>Delete {name}</source>
      <translation>{name} löschen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/presets.py" />
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../ui/settings/setting_row.py" />
      <source>A change loads the model again.</source>
      <translation>Eine Änderung lädt das Modell neu.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/setting_row.py" />
      <source>Default: {words}</source>
      <translation>Üblich: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/settings/setting_row.py" />
      <source>Reset {title}</source>
      <translation>{title} zurücksetzen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/setting_row.py" />
      <source>Back to: {words}</source>
      <translation>Zurück zu: {words}</translation>
    </message>
    <message>
      <location filename="../../ui/settings/setting_row.py" />
      <source>In Inglenook's own folder</source>
      <translation>In Inglenooks eigenem Ordner</translation>
    </message>
    <message>
      <location filename="../../ui/settings/setting_row.py" />
      <source>Choose: {name}</source>
      <translation>Auswählen: {name}</translation>
    </message>
    <message>
      <location filename="../../ui/settings/setting_row.py" />
      <source>Choose a folder</source>
      <translation>Ordner auswählen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/token.py" />
      <source>Some models ask for an account at huggingface.co and that you accept their terms there. A token, made in your account's settings with the right to read, lets Inglenook download them. It is sent to huggingface.co and to nobody else.</source>
      <translation>Manche Modelle verlangen ein Konto bei huggingface.co und dass man dort ihre Bedingungen annimmt. Mit einem Token, das in den Einstellungen des Kontos mit Leserecht erzeugt wird, kann Inglenook sie herunterladen. Es wird an huggingface.co gesendet und an niemanden sonst.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/token.py" />
      <source>No token is kept.</source>
      <translation>Es ist kein Token hinterlegt.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/token.py" />
      <source>A token is kept in your system's keyring, where other programs keep passwords, too.</source>
      <translation>Ein Token ist im Schlüsselbund des Systems hinterlegt, wo auch andere Programme Passwörter aufheben.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/token.py" />
      <source>A token is kept in the file {file}, which only your user account can read. This system has no keyring that Inglenook could use.</source>
      <translation>Ein Token ist in der Datei {file} hinterlegt, die nur das eigene Benutzerkonto lesen kann. Dieses System hat keinen Schlüsselbund, den Inglenook benutzen könnte.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/token.py" />
      <source>password account gated</source>
      <translation>Passwort Konto Zugang</translation>
    </message>
    <message>
      <location filename="../../ui/settings/token.py" />
      <source>Keep the token</source>
      <translation>Das Token behalten</translation>
    </message>
    <message>
      <location filename="../../ui/settings/token.py" />
      <source>Remove the token</source>
      <translation>Das Token entfernen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/your_data.py" />
      <source>Export and import</source>
      <translation>Export und Import</translation>
    </message>
    <message>
      <location filename="../../ui/settings/your_data.py" />
      <source>JSON holds everything, with all versions, and can be imported again. Markdown is to read: a file for each conversation.</source>
      <translation>JSON enthält alles, mit allen Fassungen, und lässt sich wieder importieren. Markdown ist zum Lesen: eine Datei je Unterhaltung.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/your_data.py" />
      <source>JSON…</source>
      <translation>JSON…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/your_data.py" />
      <source>Markdown…</source>
      <translation>Markdown…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/your_data.py" />
      <source>Files that Inglenook exported, ChatGPT's export (conversations.json, or the zip it comes in), and LM Studio's conversations. They are added to yours.</source>
      <translation>Dateien, die Inglenook exportiert hat, der Export von ChatGPT (conversations.json oder die Zip-Datei, in der sie kommt) und Unterhaltungen von LM Studio. Sie kommen zu den vorhandenen hinzu.</translation>
    </message>
    <message>
      <location filename="../../ui/settings/your_data.py" />
      <source>Choose files…</source>
      <translation>Dateien auswählen…</translation>
    </message>
    <message>
      <location filename="../../ui/settings/your_data.py" />
      <source>Conversations and settings</source>
      <translation>Unterhaltungen und Einstellungen</translation>
    </message>
    <message>
      <location filename="../../ui/settings/your_data.py" />
      <source>{folder}. What you write and what models answer is never in it.</source>
      <translation>{folder}. Was hier geschrieben wird und was Modelle antworten, steht nie darin.</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Search all conversations</source>
      <translation>Alle Unterhaltungen durchsuchen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Next or previous place found</source>
      <translation>Nächste oder vorige Fundstelle</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Rename this conversation</source>
      <translation>Diese Unterhaltung umbenennen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Show or hide the list</source>
      <translation>Liste zeigen oder verbergen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Send, or let it wait for the end of the answer</source>
      <translation>Senden, oder auf das Ende der Antwort warten lassen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Start a new line</source>
      <translation>Neue Zeile beginnen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Stop the answer, or end an edit</source>
      <translation>Antwort anhalten oder Bearbeiten beenden</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Bring the last question back, in an empty box</source>
      <translation>Letzte Frage zurückholen, im leeren Feld</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>In the conversation</source>
      <translation>In der Unterhaltung</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>From message to message</source>
      <translation>Von Nachricht zu Nachricht</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Through what can be pressed in a message</source>
      <translation>Durch alles, was sich in einer Nachricht drücken lässt</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Copy what is selected, or the message</source>
      <translation>Auswahl oder Nachricht kopieren</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Select the whole conversation</source>
      <translation>Ganze Unterhaltung auswählen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>To the beginning or the end</source>
      <translation>Zum Anfang oder zum Ende</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>What the model will be sent, in parts</source>
      <translation>Was das Modell bekommen wird, in Teilen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>In those parts: pin one, or leave it out</source>
      <translation>In diesen Teilen: einen anheften oder weglassen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>How the last answer was made</source>
      <translation>Wie die letzte Antwort entstand</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Larger or smaller text</source>
      <translation>Text größer oder kleiner</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Text in its usual size</source>
      <translation>Text in üblicher Größe</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Program</source>
      <translation>Programm</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Choose the model that answers</source>
      <translation>Modell wählen, das antwortet</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Network: every connection</source>
      <translation>Netz: jede Verbindung</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Insight: what answers took</source>
      <translation>Einblick: was Antworten gekostet haben</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Menu of what the keyboard stands on</source>
      <translation>Menü zu dem, worauf die Tastatur steht</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>These shortcuts</source>
      <translation>Diese Tastenkürzel</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <source>Close the window</source>
      <translation>Fenster schließen</translation>
    </message>
    <message>
      <location filename="../../ui/shortcuts.py" />
      <location filename="../../ui/tray.py" />
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <location filename="../../ui/sidebar.py" />
      <source>Your conversations will be listed here. They stay on this computer.</source>
      <translation>Hier werden die Unterhaltungen stehen. Sie bleiben auf diesem Computer.</translation>
    </message>
    <message>
      <location filename="../../ui/sidebar.py" />
      <source>Deleted “{title}”</source>
      <translation>Gelöscht: „{title}“</translation>
    </message>
    <message>
      <location filename="../../ui/sidebar.py" />
      <source>Archived “{title}”</source>
      <translation>Archiviert: „{title}“</translation>
    </message>
    <message>
      <location filename="../../ui/sidebar.py" />
      <source>Search conversations</source>
      <translation>Unterhaltungen durchsuchen</translation>
    </message>
    <message>
      <location filename="../../ui/temporary.py" />
      <source>Temporary chat: nothing of it is written to the disk. It ends with the window.</source>
      <translation>Temporärer Chat: Nichts davon wird gespeichert. Er endet mit dem Fenster.</translation>
    </message>
    <message>
      <location filename="../../ui/temporary.py" />
      <source>End it now</source>
      <translation>Jetzt beenden</translation>
    </message>
    <message>
      <location filename="../../ui/temporary.py" />
      <source>Forget all that was said here</source>
      <translation>Alles hier Gesagte vergessen</translation>
    </message>
    <message>
      <location filename="../../ui/tray.py" />
      <source>Show Inglenook</source>
      <translation>Inglenook anzeigen</translation>
    </message>
    <message>
      <location filename="../../ui/window.py" />
      <source>{title} - Inglenook</source>
      <translation>{title} - Inglenook</translation>
    </message>
    <message>
      <location filename="../../ui/window.py" />
      <source>Close Inglenook now?</source>
      <translation>Inglenook jetzt schließen?</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Trying things out on any computer: short rewrites and simple lists.</source>
      <translation>Erste Versuche auf jedem Computer: kurze Umformulierungen und einfache Listen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Facts and reasoning: it is too small to be relied on.</source>
      <translation>Fakten und Schlussfolgern: Es ist zu klein, um sich darauf zu verlassen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Very fast short answers and pulling facts out of a text on old computers.</source>
      <translation>Sehr schnelle kurze Antworten und Fakten aus einem Text holen, auf alten Computern.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Long texts, code and knowledge.</source>
      <translation>Lange Texte, Code und Wissen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Simple English chat and summaries where memory is very short.</source>
      <translation>Einfacher Chat auf Englisch und Zusammenfassungen, wo der Speicher sehr knapp ist.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Any other language, arithmetic and long conversations.</source>
      <translation>Jede andere Sprache, Rechnen und lange Unterhaltungen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>The smallest model here that thinks before it answers; simple questions in many languages.</source>
      <translation>Das kleinste Modell hier, das vor der Antwort nachdenkt; einfache Fragen in vielen Sprachen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Facts, and patience: it thinks at length and is still often wrong.</source>
      <translation>Fakten und Geduld: Es denkt lange nach und liegt trotzdem oft falsch.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Light chat and rewriting in many languages on weak computers.</source>
      <translation>Leichter Chat und Umformulieren in vielen Sprachen auf schwachen Computern.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Knowledge and code beyond a few lines.</source>
      <translation>Wissen, und Code über ein paar Zeilen hinaus.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Friendly everyday writing in English on small laptops.</source>
      <translation>Freundliches Schreiben im Alltag auf Englisch, auf kleinen Notebooks.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Code, arithmetic and rare facts.</source>
      <translation>Code, Rechnen und seltene Fakten.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Summaries and rewriting of texts you give it.</source>
      <translation>Zusammenfassen und Umformulieren gegebener Texte.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Reasoning and facts that are not in your text.</source>
      <translation>Schlussfolgern und Fakten, die nicht im Text stehen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Solid short answers and summaries on an 8 GB laptop.</source>
      <translation>Solide kurze Antworten und Zusammenfassungen auf einem Notebook mit 8 GB.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Hard reasoning and larger pieces of code.</source>
      <translation>Schweres Schlussfolgern und größere Stücke Code.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Arithmetic, logic and structured answers for its size.</source>
      <translation>Rechnen, Logik und gegliederte Antworten, für seine Größe.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Chatty writing and facts about people and places.</source>
      <translation>Plauderndes Schreiben und Fakten über Menschen und Orte.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Natural writing and translation in many languages on ordinary laptops.</source>
      <translation>Natürliches Schreiben und Übersetzen in vielen Sprachen auf gewöhnlichen Notebooks.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Long chains of reasoning; its licence restricts some uses.</source>
      <translation>Lange Ketten von Schlüssen; seine Lizenz schränkt manche Nutzung ein.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>A strong all-rounder for its size: questions, code and many languages, without long thinking.</source>
      <translation>Ein starker Allrounder für seine Größe: Fragen, Code und viele Sprachen, ohne langes Nachdenken.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Detailed world knowledge.</source>
      <translation>Genaues Weltwissen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Questions, code and long texts on an 8 GB computer.</source>
      <translation>Fragen, Code und lange Texte auf einem Computer mit 8 GB.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Rare facts; with thinking on it takes long to begin its answer.</source>
      <translation>Seltene Fakten; mit Nachdenken dauert es lange, bis die Antwort beginnt.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Writing, explaining and mending code in most programming languages.</source>
      <translation>Code schreiben, erklären und verbessern, in den meisten Programmiersprachen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Conversation and knowledge outside programming.</source>
      <translation>Unterhaltung und Wissen jenseits des Programmierens.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Good conversation in many languages on computers with 8 to 16 GB.</source>
      <translation>Gute Unterhaltung in vielen Sprachen auf Computern mit 8 bis 16 GB.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Images and sound, which this program does not pass to it.</source>
      <translation>Bilder und Ton, die dieses Programm ihm nicht weitergibt.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Mathematics, code and step-by-step questions on a 16 GB computer.</source>
      <translation>Mathematik, Code und Fragen Schritt für Schritt auf einem Computer mit 16 GB.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Quick answers: it thinks first, often for minutes on a slow processor.</source>
      <translation>Schnelle Antworten: Es denkt erst nach, auf einem langsamen Prozessor oft Minuten.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Hard mathematics and logic puzzles, with its reasoning to be read.</source>
      <translation>Schwere Mathematik und Logikrätsel, mit dem Nachdenken zum Mitlesen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Small talk and quick answers: it always thinks at length.</source>
      <translation>Plaudern und schnelle Antworten: Es denkt immer lange nach.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Writing and translating in all languages of the European Union.</source>
      <translation>Schreiben und Übersetzen in allen Sprachen der Europäischen Union.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Code and mathematics; its context is short.</source>
      <translation>Code und Mathematik; sein Kontext ist kurz.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Well-written answers in many languages; made to lose little at 4 bits.</source>
      <translation>Gut geschriebene Antworten in vielen Sprachen; so gemacht, dass es mit 4 Bit wenig verliert.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Computers with less than 16 GB of memory.</source>
      <translation>Computer mit weniger als 16 GB Speicher.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Reasoning and code at a good speed: only a part of it computes each word.</source>
      <translation>Schlussfolgern und Code in gutem Tempo: Nur ein Teil von ihm rechnet für jedes Wort.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Languages other than English; it needs 16 GB of memory in any quantization.</source>
      <translation>Andere Sprachen als Englisch; es braucht in jeder Quantisierung 16 GB Speicher.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Careful answers in the large European languages on a 32 GB computer.</source>
      <translation>Sorgfältige Antworten in den großen europäischen Sprachen auf einem Computer mit 32 GB.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Slow processors: without a graphics card it writes a few words a second.</source>
      <translation>Langsame Prozessoren: Ohne Grafikkarte schreibt es ein paar Wörter in der Sekunde.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Answers of a large model at the speed of a small one.</source>
      <translation>Antworten eines großen Modells im Tempo eines kleinen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Computers with 16 GB or less.</source>
      <translation>Computer mit 16 GB oder weniger.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>The strongest answers here for code, mathematics and long texts.</source>
      <translation>Die stärksten Antworten hier, für Code, Mathematik und lange Texte.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Speed: it needs 32 GB, and patience without a graphics card.</source>
      <translation>Tempo: Es braucht 32 GB, und ohne Grafikkarte Geduld.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Rich writing and translation in many languages.</source>
      <translation>Reiches Schreiben und Übersetzen in vielen Sprachen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Slow processors and less than 32 GB of memory.</source>
      <translation>Langsame Prozessoren und weniger als 32 GB Speicher.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>A large model's reasoning at a small one's speed.</source>
      <translation>Das Schlussfolgern eines großen Modells im Tempo eines kleinen.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Programming with long files, quickly for its size.</source>
      <translation>Programmieren mit langen Dateien, schnell für seine Größe.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Conversation and facts; less than 32 GB of memory.</source>
      <translation>Unterhaltung und Fakten; weniger als 32 GB Speicher.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Thorough reasoning and code where there is a large graphics card.</source>
      <translation>Gründliches Schlussfolgern und Code, wo es eine große Grafikkarte gibt.</translation>
    </message>
    <message>
      <location filename="../../assets/catalog.json" />
      <source>Computers without one: it writes very slowly on a processor.</source>
      <translation>Computer ohne eine: Auf einem Prozessor schreibt es sehr langsam.</translation>
    </message>
  </context>
</TS>
