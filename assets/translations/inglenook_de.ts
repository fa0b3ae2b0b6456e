<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Inglenook</name>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Appearance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>As the system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Dark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Light or dark, or as your system is set, also when that changes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Language</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>The language of the window. A change is seen from the next start on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Size of the conversation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Also with Ctrl and +, - or 0, or Ctrl and the mouse wheel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Writing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Send with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Enter (Shift+Enter: new line)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Ctrl+Enter (Enter: new line)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>The key that sends a message.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Conversations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Titles made by the model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>After its first answer the model names the conversation when it is idle; the built-in guide does not. A title of your own stays.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Desktop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Notifications</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>While you are in another window your system tells you when an answer or a download is finished, by the title of the conversation or the name of the model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Sign in the tray</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>None</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Shown</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Shown, also without a window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Where the clock is on most desktops, with Show, New chat and Quit. Without a window means that closing the window only hides it: Ctrl+Q or Quit in the tray ends Inglenook.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Offline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Nothing is asked of Hugging Face and nothing downloaded; Inglenook uses the network for nothing else. The Network page lists every connection it ever made.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Answers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>System prompt</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>What every conversation tells the model first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Answer length</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>When the model ends it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>tokens</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Where an answer is cut off. Four tokens of English are about three words.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Context length</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Chosen for this computer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>How much of a conversation the model sees at once. More takes more memory.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Choosing words</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Temperature</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>As the model recommends</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Higher is more varied; 0 always takes the likeliest token.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Top-K</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Choose among this many likeliest tokens; 0: all.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Top-P</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Choose among the likeliest tokens that together are this probable.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Min-P</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Leave out tokens less probable than this share of the likeliest.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Repeat penalty</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Above 1 makes the model avoid repeating itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>A new one each time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>The same seed gives the same answer to the same question again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Engine</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Threads</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>How many of the processor's cores compute. More than it has makes answers slower.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Models</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Models folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Where models are kept that are downloaded from the next start on. Those in Inglenook's own folder stay there and are listed as before; `inglenook models move` takes them along.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Empty</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>On</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>Off</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be one of: {choices}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be a whole number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be a number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be on or off.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be text.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} is too small.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../app/store/settings.py" />
      <source>{title} must be from {low} to {high}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>This desktop has no tray: there is no sign, and closing the window ends Inglenook.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>This desktop has no service that shows notifications.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <location filename="../../ui/tray.py" />
      <source>New chat</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>The answer is there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>The answer was broken off.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/desktop.py" />
      <source>The download is finished.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/notifications.py" />
      <source>Show</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/tray.py" />
      <source>Show Inglenook</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../ui/tray.py" />
      <source>Quit</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
