; For Inno Setup 6: iscc /DVersion=X.Y.Z /ODIST inglenook.iss, as packaging/build.py calls it. Not run yet.
; For one person, without an administrator. Chats and models (%LOCALAPPDATA%\inglenook) stay when it is removed.

[Setup]
AppId={{6E1B1C1E-5F3B-4B53-9A0B-1D0C7A4E52A7}
AppName=Inglenook
AppVersion={#Version}
AppPublisher=The Inglenook authors
DefaultDirName={localappdata}\Programs\Inglenook
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\package\icons\inglenook.ico
UninstallDisplayIcon={app}\inglenook.exe
OutputBaseFilename=inglenook-{#Version}-windows-x86_64-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes

[Files]
Source: "..\..\dist\inglenook\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{userprograms}\Inglenook"; Filename: "{app}\inglenook.exe"

[Registry]
Root: HKCU; Subkey: "Software\Classes\.gguf\OpenWithProgids"; ValueType: string; ValueName: "Inglenook.gguf"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\Inglenook.gguf"; ValueType: string; ValueData: "GGUF language model"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\Inglenook.gguf\DefaultIcon"; ValueType: string; ValueData: "{app}\inglenook.exe,0"
Root: HKCU; Subkey: "Software\Classes\Inglenook.gguf\shell\open\command"; ValueType: string; ValueData: """{app}\inglenook.exe"" open ""%1"""

[Run]
Filename: "{app}\inglenook.exe"; Description: "Open Inglenook"; Flags: nowait postinstall skipifsilent
