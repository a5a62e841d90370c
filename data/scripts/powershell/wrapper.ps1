& {
$s = @'
{body}
'@
$s = @($s -split '\r?\n' | Where-Object { $_.Trim() }) -join "`n"
$crc = {
  param([string]$text)
  [uint32]$sum = 4294967295
  foreach ($byte in [Text.Encoding]::UTF8.GetBytes($text)) {
    $sum = $sum -bxor $byte
    for ($bit = 0; $bit -lt 8; $bit++) {
      if ($sum -band 1) { $sum = ($sum -shr 1) -bxor [uint32]3988292384 } else { $sum = $sum -shr 1 }
    }
  }
  ($sum -bxor [uint32]4294967295).ToString('x8')
}
if ((& $crc $s) -ne '{sum}') {
  Write-Host 'The script changed on its way here. Nothing was done. Copy it again, or download it and run it as a file.'
  return
}
try { New-Module -ReturnResult -ArgumentList $crc -ScriptBlock ([scriptblock]::Create($s)) } catch {
  if ($_.Exception.ToString() -notlike '*OperationCanceledException: azure-connect*') { Write-Host "Not finished: $_" }
}
}
