// The few emoji that messages name by their Slack shortcodes.
const EMOJI: Readonly<Record<string, string>> = {
  wave: '👋',
  tada: '🎉',
  calendar: '📅',
  date: '📅',
  spiral_calendar_pad: '🗓️',
  clock3: '🕒',
  alarm_clock: '⏰',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  bell: '🔔',
  email: '📧',
  link: '🔗',
  video_camera: '📹',
  telephone_receiver: '📞',
  round_pushpin: '📍',
  bulb: '💡',
  dart: '🎯',
  smile: '😄',
  slightly_smiling_face: '🙂',
  thinking_face: '🤔',
  '+1': '👍',
  thumbsup: '👍',
  pray: '🙏',
  eyes: '👀',
  rocket: '🚀',
  heart: '❤️',
  hourglass_flowing_sand: '⏳',
};

export function emoji(name: string): string {
  return EMOJI[name] ?? `:${name}:`;
}
